import { describe, expect, it } from 'vitest';
import { closedSwitch, lineOf, PowerSystem } from '../../../test/fixtures/power-system.ts';
import { solveElectrical } from '../electrical.ts';

/**
 * Row group of a public AI-factory blueprint: four 500 kW panels at 415 V, eight racks with two
 * 33 kW whips from each panel, and the group's other loads on all panels. Rack power 38 + 90·EDP kW,
 * group 456 + 717·EDP kW.
 */
function rowGroup(edp: number): PowerSystem {
  const rack_W = 1000 * (38 + 90 * edp);
  const other_W = 1000 * (456 + 717 * edp) - 8 * rack_W;
  const system = new PowerSystem();
  const panels = ['A', 'B', 'C', 'D'];
  for (const panel of panels) {
    system.bus(`S${panel}`).bus(`${panel}/in`).bus(`${panel}/bar`).bus(`O/${panel}`);
    system.source(`S${panel}`, `S${panel}`);
    system.branch(`F${panel}`, `S${panel}`, `${panel}/in`, lineOf(1e-6));
    system.branch(`RPP-${panel}/bar`, `${panel}/in`, `${panel}/bar`, closedSwitch, {
      current_A: 2000,
      continuousFactor: 1,
      what: 'busbar',
      power_W: 500_000,
    });
    system.branch(`O${panel}`, `${panel}/bar`, `O/${panel}`, lineOf(1e-6));
    for (let rack = 1; rack <= 8; rack++) {
      for (const whip of [1, 2]) {
        system.bus(`R${rack}/${panel}${whip}`);
        system.branch(`W${rack}${panel}${whip}`, `${panel}/bar`, `R${rack}/${panel}${whip}`, lineOf(1e-6), {
          current_A: 60,
          continuousFactor: 0.8,
          what: 'whip',
          power_W: 33_000,
        });
      }
    }
  }
  for (let rack = 1; rack <= 8; rack++)
    system.load(
      `R${rack}`,
      panels.flatMap((panel) => [`R${rack}/${panel}1`, `R${rack}/${panel}2`]),
      rack_W,
      { powerFactor: 1 },
    );
  return system.load(
    'O',
    panels.map((panel) => `O/${panel}`),
    other_W,
    { powerFactor: 1 },
  );
}

describe('a row group on four panels', () => {
  it.each([
    [1.2, 0, 329, 18],
    [1.2, 1, 439, 24],
    [1.2, 2, 658, 37],
    [1.2, 3, 1316, 73],
    [1.5, 0, 383, 22],
    [1.5, 1, 510, 29],
    [1.5, 2, 766, 43],
    [1.5, 3, 1531, 87],
  ])('at EDP %f with %i panels failed loads the others with %i kW and each whip with %i kW', (edp, failed, panel_kW, whip_kW) => {
    const system = rowGroup(edp).fail(...['RPP-A', 'RPP-B', 'RPP-C'].slice(0, failed));
    const solution = solveElectrical(system.network);
    const at = (id: string) => solution.network.branches.findIndex((branch) => branch.id === id);
    const panel = at('RPP-D/bar');
    const whip = at('W8D2');
    expect(Math.abs((solution.powerFrom_W[panel] as number) / 1000 - panel_kW)).toBeLessThan(1.5);
    expect(Math.abs((solution.powerFrom_W[whip] as number) / 1000 - whip_kW)).toBeLessThan(0.6);
    expect((solution.loading[panel] as number) > 1).toBe(panel_kW > 500);
    expect((solution.loading[whip] as number) > 1).toBe(whip_kW > 33);
  });
});
