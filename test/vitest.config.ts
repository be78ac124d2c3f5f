import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
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
    // Of two cores vitest itself would leave one idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Hosts and command lines are started by the hundred: each finds the sources stripped of their types.
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('../node_modules/.cache/headroom-compiled', import.meta.url)) },
    reporters: ['default', new ClosingLine()],
    setupFiles: ['test/setup.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['shared/**/*.test.ts', 'renderer/**/*.test.{ts,tsx}', 'electron/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          // A process and its imports for each of these small files cost more than the tests; what keeps a state is loaded anew (setup.ts).
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['test/*.test.ts', 'test/{allocation,export,host,oracles}/**/*.test.ts'],
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
          // Pictures drawn without a graphics card take both cores already.
          fileParallelism: false,
        },
      },
    ],
  },
});
