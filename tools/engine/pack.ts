import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { minifySync, transformWithOxc } from 'vite';
import {
  type EngineFiles,
  type EngineVariant,
  type PackedFile,
  type VariantFiles,
} from '../../src/lib/engine/engine-files.ts';
import { shrinkWasm } from './wasm-shrink.ts';

/** The oldest browser whose syntax the worker's scripts may use. */
export const TARGET = 'chrome86';

/** All of the engine's files but the boot script, whose making takes no time. */
export type PackedEngine = Omit<EngineFiles, 'boot'>;

/** Told what is done now. */
export type Say = (line: string) => void;

const require = createRequire(import.meta.url);
const DUCKDB_DIST = dirname(require.resolve('@duckdb/duckdb-wasm/dist/duckdb-eh.wasm'));
const DECODER = join(dirname(require.resolve('brotli-dec-wasm')), 'index_bg.wasm');
/** Files of the packages that change when what is packed changes. */
export const PACKAGE_FILES = [join(DUCKDB_DIST, '..', 'package.json'), DECODER];
/** The decoder's functions that `worker/brotli.ts` calls. */
const DECODER_EXPORTS = new Set([
  'memory',
  'BrotliDecoderCreateInstance',
  'BrotliDecoderMallocU8',
  'BrotliDecoderDecompressStream',
]);

/**
 * Brotli quality, 1 … 11. Quality 9 packs in a quarter of a minute; `WUSE_ENGINE_QUALITY=11` takes minutes and
 * saves another eighth, for a site that many people load over slow lines.
 */
export const QUALITY = Math.min(
  constants.BROTLI_MAX_QUALITY,
  Math.max(1, Number(process.env['WUSE_ENGINE_QUALITY'] ?? 9) || 9),
);

/** Packs decoder, modules and scripts into `folder`, both builds side by side. */
export async function packEngine(folder: string, say: Say): Promise<PackedEngine> {
  const [decoder, eh, mvp] = await Promise.all([
    packDecoder(folder),
    packVariant('eh', folder, say),
    packVariant('mvp', folder, say),
  ]);
  return { decoder, eh, mvp };
}

/** The name with a hash of the content before `.bin` or `.js`: a name never stands for two contents. */
export function hashedName(stem: string, extension: string, content: Uint8Array): string {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
  return `${stem}-${hash}.${extension}`;
}

async function packDecoder(folder: string): Promise<PackedFile> {
  const { bytes } = shrinkWasm(await readFile(DECODER), (name) => DECODER_EXPORTS.has(name));
  const packed = await promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION });
  return save(folder, 'decoder', packed, bytes.length);
}

async function packVariant(variant: EngineVariant, folder: string, say: Say): Promise<VariantFiles> {
  const original = await readFile(join(DUCKDB_DIST, `duckdb-${variant}.wasm`));
  const driver = await readFile(join(DUCKDB_DIST, `duckdb-browser-${variant}.worker.js`), 'utf8');
  const { bytes, report } = shrinkWasm(original, keepsFor(driver));
  say(
    `${variant}: ${megabytes(original)} shrinks to ${megabytes(bytes)} ` +
      `(${report.exportsKept} of ${report.exports} exports, ${report.functionsKept} of ${report.functions} functions); packing`,
  );
  const wasm = await save(folder, `engine-${variant}`, await packBrotli(bytes), bytes.length);
  const code = new TextEncoder().encode(await lower(driver, `${variant}.js`));
  const script = await save(folder, `script-${variant}`, await packBrotli(code), code.length);
  const plainScript = hashedName(`script-${variant}`, 'js', code);
  await writeFile(join(folder, plainScript), code);
  say(`${variant}: packed into ${megabytes({ length: wasm.bytes + script.bytes })}`);
  return { wasm, script, plainScript };
}

/**
 * Keeps the exports that the driver script names. The others serve only modules loaded at run time
 * (DuckDB extensions), which this site never does; see docs/engine-start.md.
 */
function keepsFor(driver: string): (name: string) => boolean {
  const words = new Set(driver.match(/[A-Za-z_$][\w$]*/g));
  return (name) =>
    words.has(name.replace(/^orig\$/, '')) || words.has(`_${name}`) || name.startsWith('dynCall_');
}

async function lower(code: string, name: string): Promise<string> {
  const lowered = await transformWithOxc(code, name, { target: TARGET, sourcemap: false });
  const { code: small } = minifySync(name, lowered.code, { compress: false, mangle: false });
  return small;
}

async function packBrotli(bytes: Uint8Array): Promise<Uint8Array> {
  return promisify(brotliCompress)(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
}

/** `.bin`, not `.br` or `.gz`: servers give those a Content-Encoding of their own. */
async function save(folder: string, stem: string, packed: Uint8Array, length: number): Promise<PackedFile> {
  const name = hashedName(stem, 'bin', packed);
  await writeFile(join(folder, name), packed);
  return { name, bytes: packed.length, length };
}

function megabytes({ length }: { readonly length: number }): string {
  return `${(length / 1e6).toFixed(1)} MB`;
}
