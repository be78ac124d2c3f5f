import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  // Relative addresses: the same files are served from the loopback host and from the desktop's own scheme.
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    outDir: fileURLToPath(new URL('../out/renderer', import.meta.url)),
    emptyOutDir: true,
    target: 'es2024',
    // A content policy without data: addresses is simpler to hold; fonts and icons stay files.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2500,
  },
});
