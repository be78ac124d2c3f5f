/** Over each row of racks: supply and return manifold, hoses down to the racks, valved lines to the pod's headers. */

import { flowFor, nominalSize } from '../catalogue/sizing.ts';
import type { Group, Space, System } from '../document/records.ts';
import type { FacilityBuilder } from './builder.ts';
import { lineThroughValve, Manifold } from './manifold.ts';
import { planes } from './planes.ts';
import type { PodSpec, Row } from './pod.ts';

export const liquidHeatOf = (b: FacilityBuilder, item: string): number => {
  const { design_W, liquidShare } = b.parameters(item);
  return design_W * liquidShare;
};

export interface TcsLoop {
  readonly system: System;
  readonly supply: Manifold;
  readonly return: Manifold;
}

/** Supply and return manifold over one row, with hoses to the racks and valved lines to the pod headers. */
export function manifoldsOver(b: FacilityBuilder, spec: PodSpec, hall: Space, row: Row, loop: TcsLoop, pod: Group): void {
  const cooled = row.racks.filter((_, i) => liquidHeatOf(b, row.items[i] ?? '') > 0);
  const first = cooled[0];
  if (!first) return;
  const heats = row.items.map((item) => liquidHeatOf(b, item));
  const rowFlow = flowFor(
    heats.reduce((sum, heat) => sum + heat, 0),
    spec.tcsRise_K,
  );
  const size = nominalSize(b, 'header', rowFlow, 2);
  const hose = `hose-dn${nominalSize(b, 'hose', flowFor(Math.max(...heats), spec.tcsRise_K), 1.8)}`;
  const pitch_m = b.size(row.items.at(-1) ?? '').width_m;
  const stem = `${spec.prefix}TCS${spec.number}-R${String(row.number).padStart(2, '0')}`;
  for (const way of ['supply', 'return'] as const) {
    const supply = way === 'supply';
    const [portX, portY] = b.at([first, way]);
    const height_m = supply ? planes.tcsSupply_m : planes.tcsReturn_m;
    const manifold = new Manifold(b, {
      tag: `${stem}-${supply ? 'S' : 'R'}`,
      size,
      along: 'x',
      // Side by side over the racks' rear, so that hoses rise past one another and behind the whips to the racks' inlets.
      across_m: portY + row.side * (supply ? 0.2 : -0.16),
      height_m,
      first_m: portX,
      taps: cooled.length,
      pitch_m,
      space: hall,
      group: row.group,
    });
    for (const rack of cooled) {
      const tap = manifold.tap(b.at([rack, way])[0]);
      const tag = `${rack.tag}/${supply ? 'S' : 'R'}`;
      // Ball valve and quick coupling at the rack (K 0.05 and 1.5) and the branch of the manifold (1.8).
      const overrides = { fittingLoss: 3.35 };
      if (supply)
        b.connect(hose, loop.system, tap, [rack, 'supply'], {
          tag,
          moves: [
            ['z', 2.5],
            ['y', 'to'],
          ],
          overrides,
        });
      else
        b.connect(hose, loop.system, [rack, 'return'], tap, {
          tag,
          moves: [
            ['z', 2.4],
            ['y', 'to'],
          ],
          overrides,
        });
    }
    const header = supply ? loop.supply : loop.return;
    const [, lineY] = b.at(manifold.end);
    const tap = header.tap(lineY);
    const returnX = b.at(loop.return.start)[0];
    const valveX = returnX - 0.7;
    const jog = returnX - 0.2;
    lineThroughValve(b, {
      system: loop.system,
      size,
      material: 'stainless',
      tag: `${stem}-${supply ? 'S' : 'R'}L`,
      from: supply ? tap : manifold.end,
      to: supply ? manifold.end : tap,
      moves: supply
        ? [
            ['x', jog],
            ['y', lineY],
          ]
        : [],
      onward: supply
        ? []
        : [
            ['x', jog],
            ['y', 'to'],
          ],
      valve: {
        family: supply ? 'isolation' : 'balancing',
        tag: `${stem}-V${supply ? 'S' : 'R'}`,
        at_m: [valveX, lineY, height_m],
        heading: supply ? 'x-' : 'x+',
      },
      space: hall,
      group: pod,
      // The branch fitting of the pod header.
      overrides: { fittingLoss: 0.9 },
    });
  }
}
