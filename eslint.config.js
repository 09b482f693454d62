import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/**
 * Rules that need types; kept few, since each costs a pass over the program.
 * @type {import('typescript-eslint').ConfigWithExtends['rules']}
 */
const typeAware = {
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
};

/**
 * What Chromium 86, the oldest browser on the county's terminals, lacks. `build.target` rewrites syntax, not methods;
 * polyfills (src/lib/core/polyfills.ts) are for what libraries call.
 */
const tooNew = [
  ...[
    'at|findLast|findLastIndex|toSorted|toReversed|toSpliced|with',
    'union|intersection|difference|symmetricDifference|isSubsetOf|isSupersetOf|isDisjointFrom',
    'throwIfAborted|isWellFormed|toWellFormed|getOrInsert|getOrInsertComputed|toHex|toBase64|setFromHex|setFromBase64',
    'checkVisibility|showPicker|togglePopover|showPopover|hidePopover',
  ].map((names) => `CallExpression[callee.property.name=/^(${names})$/]`),
  ...[
    ['Object', 'hasOwn|groupBy'],
    ['Map', 'groupBy'],
    ['Array', 'fromAsync'],
    ['Promise', 'withResolvers|try'],
    ['AbortSignal', 'any|timeout'],
    ['URL', 'canParse|parse'],
    ['RegExp', 'escape'],
    ['Uint8Array', 'fromHex|fromBase64'],
    ['Intl', 'Segmenter|DurationFormat'],
    ['crypto', 'randomUUID'],
  ].map(([owner, names]) => `MemberExpression[object.name='${owner}'][property.name=/^(${names})$/]`),
  "CallExpression[callee.name='structuredClone']",
  // Methods of iterators that are no arrays.
  'CallExpression[callee.property.name=/^(map|filter|flatMap|reduce|some|every|find|take|drop|toArray)$/]' +
    '[callee.object.callee.property.name=/^(keys|values|entries)$/][callee.object.arguments.length=0]',
  'CallExpression[callee.property.name=/^(map|filter|flatMap|reduce|some|every|find|take|drop|toArray)$/]' +
    "[callee.object.callee.property.name='matchAll']",
  'Literal[regex.flags=/[dv]/]',
].map((selector) => ({ selector, message: 'Chromium 86 lacks this.' }));

export default tseslint.config(
  {
    ignores: [
      'build/',
      'build-server/',
      '.svelte-kit/',
      'static/',
      'coverage/',
      'tests/.tmp/',
      'node_modules/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.recommended,
  ...svelte.configs.recommended,
  prettier,
  ...svelte.configs.prettier,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      'no-undef': 'off', // TypeScript says so, and knows better
      'no-console': 'off',
      eqeqeq: ['error', 'always'],
      'no-var': 'error',
      'prefer-const': 'error',
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '/dist/(?!duckdb)', message: "Import a package's public entry." }] },
      ],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'all' },
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['**/*.d.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: typeAware,
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
        parser: tseslint.parser,
        svelteConfig,
      },
    },
    rules: {
      'prefer-const': 'off',
      'svelte/prefer-const': 'error',
      'svelte/no-at-html-tags': 'error',
      // Addresses are made in one place, state/links.ts, which resolves them; a relative address cannot go through resolve().
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  {
    // What the page runs: neither the build nor anything else brings these to the oldest browser.
    files: ['src/lib/**/*.{ts,svelte}', 'src/routes/**/*.{ts,svelte}'],
    ignores: ['**/*.server.ts'],
    rules: { 'no-restricted-syntax': ['error', ...tooNew] },
  },
  {
    // Ground layers: plain TypeScript, no page, no clock (the layer test says the same of imports).
    files: ['src/lib/**/*.ts'],
    ignores: ['src/lib/engine/**', 'src/lib/state/**', 'src/lib/components/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        'window',
        'document',
        'navigator',
        'localStorage',
        'fetch',
        'process',
      ],
    },
  },
);
