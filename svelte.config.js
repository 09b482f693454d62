import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';
import { staticSite } from './tools/static-site.mjs';

/** @type {import('@sveltejs/kit').Config} */
export default {
  preprocess: vitePreprocess(),
  compilerOptions: { runes: true },
  kit: {
    adapter: staticSite(),
    alias: { $lib: 'src/lib' },
    paths: { relative: true },
    inlineStyleThreshold: 1_000_000,
    output: { preloadStrategy: 'modulepreload' },
    prerender: {
      handleHttpError: ({ status, path, message }) => {
        const hint =
          status === 503
            ? 'static/ledger holds no ledger that this version of the program published: run npm run publish'
            : message;
        throw new Error(`${status} ${path}: ${hint}`);
      },
      handleMissingId: 'ignore',
      entries: [
        '/',
        '/explore/',
        '/rankings/',
        '/visits/',
        '/unit/',
        '/records/',
        '/household/',
        '/households/',
        '/ageing/',
        '/report/',
        '/cite/',
        '/data/',
        '/sql/',
        '/methodology/',
        '/check/',
        '/en/',
        '/en/explore/',
        '/en/rankings/',
        '/en/visits/',
        '/en/unit/',
        '/en/records/',
        '/en/household/',
        '/en/households/',
        '/en/ageing/',
        '/en/report/',
        '/en/cite/',
        '/en/data/',
        '/en/sql/',
        '/en/methodology/',
        '/en/check/',
      ],
    },
    typescript: {
      config: (config) => ({
        ...config,
        include: [
          ...config.include,
          '../tools/**/*.ts',
          '../tools/**/*.js',
          '../data/**/*.ts',
          '../*.config.js',
        ],
      }),
    },
  },
};
