/** The migrations in order. Version 1 is the first released format, so there is nothing before it to lift. */
import type { Migration } from './migration.ts';

export const migrations: readonly Migration[] = [];
