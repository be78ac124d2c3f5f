import { defineConfig } from 'vitest/config';
import ClosingLine from './closing-line.ts';

// Chosen here, once: the files of a run are tested in processes of their own.
if (process.env.HEADROOM_SEED === 'random') {
  process.env.HEADROOM_SEED = String(Math.floor(Math.random() * 2 ** 31));
  console.info(`HEADROOM_SEED=${process.env.HEADROOM_SEED}`);
}

/** Unit tests stand beside the code; `test/` holds what crosses folders. `e2e` needs a browser and runs by its own name. */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    reporters: ['default', new ClosingLine()],
    setupFiles: ['test/setup.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['shared/**/*.test.ts', 'renderer/**/*.test.{ts,tsx}', 'electron/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['test/*.test.ts', 'test/{allocation,clients,host,designs,export,oracles}/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          // What is waited for comes when it comes; without a graphics card and on a busy machine a frame can take seconds.
          testTimeout: 600_000,
          hookTimeout: 600_000,
          expect: { poll: { timeout: 150_000 } },
          fileParallelism: false,
        },
      },
    ],
  },
});
