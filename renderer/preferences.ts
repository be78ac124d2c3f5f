/** What a person set once for this machine: theme and units. Kept by the browser, never in a design. */
import type { UnitSystem } from '../shared/units/convert.ts';

export interface Preferences {
  readonly theme: 'dark' | 'light';
  readonly unitSystem: UnitSystem;
}

const key = 'headroom.preferences';

export function readPreferences(): Preferences {
  const fallback: Preferences = {
    theme: globalThis.matchMedia?.('(prefers-color-scheme: light)').matches ? 'light' : 'dark',
    unitSystem: 'SI',
  };
  try {
    const stored = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Preferences>;
    return {
      theme: stored.theme === 'dark' || stored.theme === 'light' ? stored.theme : fallback.theme,
      unitSystem: stored.unitSystem === 'US' || stored.unitSystem === 'SI' ? stored.unitSystem : fallback.unitSystem,
    };
  } catch {
    // Storage may be closed to us or hold another program's text; the defaults are always good.
    return fallback;
  }
}

export function writePreferences(preferences: Preferences): void {
  try {
    localStorage.setItem(key, JSON.stringify(preferences));
  } catch {
    // Not being able to remember a preference is no reason to stop.
  }
}
