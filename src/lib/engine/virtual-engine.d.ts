/** Names and sizes of the files that tools/engine made; resolved by its Vite plugin. */
declare module 'virtual:wuse-engine' {
  export const engineFiles: import('./engine-files.ts').EngineFiles;
}
