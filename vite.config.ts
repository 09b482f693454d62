import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { engineFiles } from './tools/engine/vite-plugin.ts';
import { scopedStyles } from './tools/scoped-styles.ts';
import { billOfBuild } from './tools/supply/vite-plugin.ts';

/** Code that every page runs: Svelte, the router, definitions, words and state. */
const SHARED =
  /node_modules[\\/](svelte|@sveltejs|clsx|devalue|esm-env|intl-messageformat|@formatjs)[\\/]|src[\\/]lib[\\/](core|schema|filters|sql|query|format|i18n|state|metrics[\\/](?!decisions|refinements)|components[\\/](BrandLink|ClassBar|ClassLabel|EngineStatus|ErrorNotice|Figure|Filter|Period|Site|VersionLine)(?!Details))/;

const bill = billOfBuild();

export default defineConfig({
  plugins: [engineFiles(), scopedStyles(), sveltekit(), bill.pages],
  // Module workers: the spreadsheet library is a part of its own, fetched for workbooks only.
  worker: { format: 'es', plugins: bill.workers },
  build: {
    // Chromium 86 is the oldest browser on the county's terminals.
    target: 'chrome86',
    rolldownOptions: {
      checks: { pluginTimings: false },
      // As one file: on a county network requests cost more than bytes.
      output: { codeSplitting: { groups: [{ name: 'shared', test: SHARED, minShareCount: 2 }] } },
    },
  },
});
