import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { engineFiles } from './tools/engine/vite-plugin.ts';

export default defineConfig({
  plugins: [engineFiles(), sveltekit()],
  build: {
    // Chromium 86 is the oldest browser on the county's terminals.
    target: 'chrome86',
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What every page needs travels as one file: requests cost more than bytes on a county network.
          groups: [{ name: 'shared', test: /node_modules[\\/](svelte|@sveltejs|clsx|devalue|esm-env)[\\/]|src[\\/]lib[\\/](core|schema|metrics|filters|sql|query|format|i18n|state)[\\/]|formatjs|intl-messageformat/ }],
        },
      },
    },
  },
});
