import { type Plugin } from 'vite';
import { makeEngine } from './make-engine.ts';

const ID = 'virtual:wuse-engine';

/**
 * Makes the engine's files before anything else looks into static/, and resolves `virtual:wuse-engine`,
 * which names them. Place it before SvelteKit's plugin.
 */
export function engineFiles(): Plugin {
  let code = '';
  return {
    name: 'wuse-engine',
    enforce: 'pre',
    async config(config) {
      const files = await makeEngine(config.root ?? process.cwd(), (line) => console.log(`engine ${line}`));
      code = `export const engineFiles = ${JSON.stringify(files)};`;
    },
    resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
    load: (id) => (id === `\0${ID}` ? code : undefined),
  };
}
