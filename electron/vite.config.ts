/**
 * Bundles the desktop shell: main and export process as modules, the preload as one CommonJS file, which is
 * what a sandboxed preload must be. Packages stay outside; they travel in the application's node_modules.
 */
import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const { dependencies } = JSON.parse(readFileSync(here('../package.json'), 'utf8')) as { dependencies: Record<string, string> };
const packages = Object.keys(dependencies);
const isOutside = (id: string): boolean =>
  id === 'electron' ||
  id.startsWith('node:') ||
  builtinModules.includes(id) ||
  packages.some((name) => id === name || id.startsWith(`${name}/`));

export default defineConfig({
  root: here('.'),
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'node22',
    outDir: here('../out/electron'),
    emptyOutDir: true,
    minify: false,
    rolldownOptions: {
      input: { main: here('main.ts'), 'export-process': here('export-process.ts') },
      external: isOutside,
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name].js' },
    },
  },
});
