/** `npm run build`: the engine's files, then the site. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, runMain, runNode } from './steps.mjs';

const ENGINE_STEP = join('tools', 'engine', 'build.mjs');
const VITE = join('node_modules', 'vite', 'bin', 'vite.js');

await runMain(async () => {
  if (existsSync(join(ROOT, ENGINE_STEP))) await runNode('Preparing the engine', [ENGINE_STEP]);
  await runNode('Running vite build', [VITE, 'build']);
});
