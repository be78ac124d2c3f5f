/** The native menu and the editor name the same actions. */
import { readdirSync, readFileSync } from 'node:fs';
import type { MenuItemConstructorOptions } from 'electron';
import { expect, test } from 'vitest';
import { menuTemplate } from '../../electron/menu.ts';

const actions = new URL('../../renderer/actions/', import.meta.url);
const inEditor = new Set(
  readdirSync(actions)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .flatMap((name) =>
      [...readFileSync(new URL(name, actions), 'utf8').matchAll(/\bid: '([a-z-]+\.[a-z-]+)'/g)].map((match) => match[1] ?? ''),
    ),
);

const items = (template: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  template.flatMap((item) => (Array.isArray(item.submenu) ? items(item.submenu) : [item]));

test.each(['linux', 'darwin', 'win32'] as const)('every item of the menu on %s runs an action that the editor has', (platform) => {
  const ran: string[] = [];
  const own = items(menuTemplate({ platform, act: (action) => void ran.push(action), developer: false })).filter(
    ({ id }) => id !== undefined,
  );
  for (const item of own) item.click?.({} as never, undefined, {} as never);
  expect(ran.length).toBeGreaterThan(25);
  expect(ran.filter((action) => !inEditor.has(action))).toEqual([]);
  expect(new Set(ran).size).toBe(ran.length);
});

test('keys of the menu are shown but left to the page, so that text fields keep theirs', () => {
  const own = items(menuTemplate({ platform: 'linux', act: () => undefined, developer: false })).filter(
    ({ accelerator }) => accelerator !== undefined,
  );
  expect(own.length).toBeGreaterThan(10);
  for (const item of own) expect(item.registerAccelerator, item.label).toBe(false);
});

test('a release shows no developer tools', () => {
  const roles = (developer: boolean) => items(menuTemplate({ platform: 'linux', act: () => undefined, developer })).map(({ role }) => role);
  expect(roles(false)).not.toContain('toggleDevTools');
  expect(roles(true)).toContain('toggleDevTools');
});
