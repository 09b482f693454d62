/** `node --import tsx read-hostile.ts CASE`: makes a hostile file, imports it as publishing does, prints what came of it. */
import { WuseError } from '../../src/lib/core/errors.ts';
import { ingest } from '../../src/lib/ingest/ingest.ts';
import { createSha256 } from '../../src/publish/hash.ts';
import { hostileFile } from './hostile-files.ts';

const file = hostileFile(process.argv[2]!);
const before = process.cpuUsage();
let code: string | null = null;
try {
  const result = await ingest({ issues: [file], cutoff: '2022-02-01T00:00', createHash: createSha256 });
  code = `read ${result.issues.length}`;
} catch (error) {
  code = error instanceof WuseError ? error.code : `${String(error).slice(0, 200)}`;
}
const { user, system } = process.cpuUsage(before);
console.log(
  JSON.stringify({
    code,
    seconds: Number(((user + system) / 1e6).toFixed(1)),
    megabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    fileMegabytes: Number((file.bytes.length / 1e6).toFixed(1)),
  }),
);
