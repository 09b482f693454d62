import adapter from '@sveltejs/adapter-static';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
export default {
  preprocess: vitePreprocess(),
  compilerOptions: { runes: true },
  kit: {
    adapter: adapter({ strict: true, precompress: true }),
    alias: { $lib: 'src/lib' },
    paths: { relative: true },
    inlineStyleThreshold: 1_000_000,
    output: { preloadStrategy: 'modulepreload' },
    prerender: {
      handleHttpError: 'fail',
      handleMissingId: 'ignore',
      entries: [
        '/',
        '/records/',
        '/data/',
        '/methodology/',
        '/en/',
        '/en/records/',
        '/en/data/',
        '/en/methodology/',
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
