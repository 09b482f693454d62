/** `node tools/engine/build.mjs`: makes the engine's files, as the Vite plugin does by itself. */
import { register } from 'tsx/esm/api';

register();
const { makeEngine } = await import('./make-engine.ts');
await makeEngine(process.cwd(), (line) => console.log(`engine ${line}`));
