import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { engineFiles } from './tools/engine/vite-plugin.ts';

export default defineConfig({
  plugins: [engineFiles(), sveltekit()],
  // Chromium 86 is the oldest browser on the county's terminals.
  build: { target: 'chrome86' },
});
