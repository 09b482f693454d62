import { type Plugin } from 'vite';

const STYLE = /[?&]type=style&/;
const NESTED_SCOPE = /:where\((\.svelte-[\w-]+)\)/g;

/**
 * Writes the scope of a component's nested selectors (`.list.svelte-x li:where(.svelte-x)`) as a plain class:
 * Chromium 86 and 87 know no `:where`, and drop every rule that has one.
 */
export function scopedStyles(): Plugin {
  return {
    name: 'wuse-scoped-styles',
    // Between the compiler, which hands out the style as a module, and Vite's own reading of it.
    enforce: 'pre',
    transform: (code, id) => (STYLE.test(id) ? code.replace(NESTED_SCOPE, '$1') : undefined),
  };
}
