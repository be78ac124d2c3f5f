/** Bundles the preload as one CommonJS file: a sandboxed preload can load nothing beside Electron itself. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'node22',
    outDir: here('../out/electron'),
    // The first build of the shell has emptied the folder; this one adds its file.
    emptyOutDir: false,
    minify: false,
    rolldownOptions: {
      input: { preload: here('preload.ts') },
      external: ['electron'],
      output: { format: 'cjs', entryFileNames: '[name].cjs' },
    },
  },
});
