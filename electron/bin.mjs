#!/usr/bin/env node
// The `headroom` command. The sources are TypeScript that Node runs as it is from version 22.18 on; an older
// Node hands over to the one that is installed with the package.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('..', import.meta.url);

function runWith(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, HEADROOM_HANDED_OVER: '1' },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`headroom: ${node} cannot be started: ${error.message}`);
    process.exitCode = 2;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
  });
}

if (process.features.typescript) {
  const { main } = await import('./main-cli.ts');
  await main();
} else {
  const bundled = ['node_modules/.bin/node', 'node_modules/node/bin/node', 'node_modules/node/bin/node.exe']
    .map((path) => fileURLToPath(new URL(path, root)))
    .find((path) => existsSync(path));
  if (bundled && !process.env.HEADROOM_HANDED_OVER) runWith(bundled);
  else {
    console.error(
      `headroom: Node ${process.versions.node} is too old; version 22.18 or newer is needed (npm ci installs one beside the package).`,
    );
    process.exitCode = 2;
  }
}
