/** What a person set once for this machine: theme, units and shortcuts. Kept by the browser, never in a design. */
import type { UnitSystem } from '../shared/units/convert.ts';

/** Which buttons lead the camera: as in Omniverse, Blender, or Revit and other CAD. */
export type Navigation = 'omniverse' | 'blender' | 'cad';
/** How far apart the lines of the grid are; what that is in metres depends on the units shown. */
export type GridStep = 'fine' | 'usual' | 'half-tile' | 'tile';
const gridSteps: readonly GridStep[] = ['fine', 'usual', 'half-tile', 'tile'];
const navigations: readonly Navigation[] = ['omniverse', 'blender', 'cad'];

export interface Preferences {
  readonly navigation: Navigation;
  readonly theme: 'dark' | 'light';
  readonly unitSystem: UnitSystem;
  /** Marks of flow direction move. */
  readonly flowMotion: boolean;
  readonly grid: GridStep;
  /** Keys by the id of an action, where they are not its own. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
}

const key = 'headroom.preferences';

export function readPreferences(): Preferences {
  const fallback: Preferences = {
    theme: globalThis.matchMedia?.('(prefers-color-scheme: light)').matches ? 'light' : 'dark',
    unitSystem: 'SI',
    keys: {},
    navigation: 'omniverse',
    flowMotion: true,
    grid: 'usual',
  };
  try {
    const stored = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Preferences>;
    return {
      theme: stored.theme === 'dark' || stored.theme === 'light' ? stored.theme : fallback.theme,
      unitSystem: stored.unitSystem === 'US' || stored.unitSystem === 'SI' ? stored.unitSystem : fallback.unitSystem,
      keys: readKeys(stored.keys),
      flowMotion: typeof stored.flowMotion === 'boolean' ? stored.flowMotion : fallback.flowMotion,
      grid: gridSteps.find((name) => name === stored.grid) ?? fallback.grid,
      navigation: navigations.find((name) => name === stored.navigation) ?? fallback.navigation,
    };
  } catch {
    // Storage may be closed to us or hold another program's text; the defaults are always good.
    return fallback;
  }
}

function readKeys(stored: unknown): Preferences['keys'] {
  if (typeof stored !== 'object' || stored === null) return {};
  return Object.fromEntries(
    Object.entries(stored).filter(([, keys]) => Array.isArray(keys) && keys.every((one) => typeof one === 'string' && one.length < 40)),
  ) as Preferences['keys'];
}

/** What is not given stays as it was. */
export function writePreferences(preferences: Partial<Preferences>): void {
  try {
    localStorage.setItem(key, JSON.stringify({ ...readPreferences(), ...preferences }));
  } catch {
    // Not being able to remember a preference is no reason to stop.
  }
}
