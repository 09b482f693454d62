/** Publishes one file and prints how long it took and how much memory it had at most, as JSON. */
import { publish } from '../../src/publish/publish.ts';
import { storedFile } from '../../src/publish/stored-file.ts';

const [path, out] = process.argv.slice(2) as [string, string];
const started = performance.now();
const steps: Record<string, number> = {};
let step = { name: 'read', at: started };
await publish({
  issues: [storedFile(path)],
  visits: [],
  out,
  edition: 'internal',
  cutoff: '2022-02-17T18:00',
  now: '2022-02-17T18:00',
  onStep: (name) => {
    const now = performance.now();
    steps[step.name] = (now - step.at) / 1000;
    step = { name, at: now };
  },
});
const ended = performance.now();
steps[step.name] = (ended - step.at) / 1000;
const megabytes = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ seconds: (ended - started) / 1000, megabytes, steps }));
