import '$lib/core/polyfills';
