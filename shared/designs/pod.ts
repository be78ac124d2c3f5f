/**
 * A pod: two rows of racks back to back over a shared hot aisle, a technology cooling loop with its CDUs in
 * parallel at the east end, manifolds over the rows and a facility-water header pair over the CDUs.
 */

import { flowFor, nominalSize, runningCdus } from '../catalogue/sizing.ts';
import type { Equipment, Group, ParameterValue, Space, System } from '../document/records.ts';
import type { FacilityBuilder } from './builder.ts';
import { lineThroughValve, Manifold } from './manifold.ts';
import { planes } from './planes.ts';
import { liquidHeatOf, manifoldsOver, type TcsLoop } from './row-manifolds.ts';

export interface PodSpec {
  readonly number: number;
  /** Start of rack tags: `H1`. */
  readonly hall: string;
  /** Start of all other tags; empty for a single block, `H2-` in a campus. */
  readonly prefix: string;
  /** Number of the pod's first row in the hall. */
  readonly firstRow: number;
  /** Items from west to east; one list per row, south row first. Liquid-cooled racks stand at the east end. */
  readonly rows: readonly (readonly string[])[];
  readonly cduItem: string;
  readonly cdus: number;
  readonly tcsSupply_K: number;
  readonly tcsRise_K: number;
  readonly cduDifferentialPressure_Pa: number;
  readonly fwsRise_K: number;
  readonly rackOverrides?: Readonly<Record<string, ParameterValue>>;
}

export interface PodPlace {
  /** West face of the first rack. */
  readonly west_m: number;
  /** Middle of the hot aisle. */
  readonly middle_m: number;
  readonly hotAisle_m: number;
  readonly cduCentre_m: number;
  readonly hall: Space;
}

export interface Row {
  readonly number: number;
  /** +1 where the hot aisle lies north of the row, −1 where it lies south. */
  readonly side: 1 | -1;
  readonly y_m: number;
  readonly racks: readonly Equipment[];
  readonly items: readonly string[];
  readonly group: Group;
}

export interface Pod {
  readonly spec: PodSpec;
  readonly group: Group;
  readonly rows: readonly Row[];
  readonly cdus: readonly Equipment[];
  readonly fwsSupply: Manifold;
  readonly fwsReturn: Manifold;
  /** Heat that reaches the facility water in the design scenario, pump heat not counted. */
  readonly liquidHeat_W: number;
}

/** Free strip between the row ends and the CDUs: room for the loop's headers and for people. */
export const rowToCdu_m = 2.2;
/** Distance from CDU to CDU beyond their width. */
const cduGap_m = 0.2;

export const cduPitch = (b: FacilityBuilder, item: string): number => Math.round((b.size(item).width_m + cduGap_m) * 100) / 100;

function placeRows(b: FacilityBuilder, spec: PodSpec, at: PodPlace, pod: Group): Row[] {
  return spec.rows.map((items, index) => {
    const side = index === 0 ? 1 : -1;
    const number = spec.firstRow + index;
    const group = b.group('row', `Row ${number}`, pod);
    const depth_m = Math.max(...items.map((item) => b.size(item).depth_m));
    const y_m = at.middle_m - side * (at.hotAisle_m / 2 + depth_m / 2);
    let x = at.west_m;
    const racks = items.map((item, position) => {
      const { width_m } = b.size(item);
      const rack = b.place(item, {
        tag: `${spec.hall}-R${String(number).padStart(2, '0')}-${String(position + 1).padStart(2, '0')}`,
        at_m: [x + width_m / 2, y_m, 0],
        yaw_deg: side === 1 ? 0 : 180,
        space: at.hall,
        group,
        // The design's own choice: the rack's flow is set for this rise.
        overrides: { ...(b.parameters(item).liquidShare > 0 && { temperatureRise_K: spec.tcsRise_K }), ...spec.rackOverrides },
      });
      x += width_m;
      return rack;
    });
    return { number, side, y_m, racks, items, group };
  });
}

export function buildPod(b: FacilityBuilder, spec: PodSpec, at: PodPlace, fws: System, parent?: Group): Pod {
  const group = b.group('pod', `${spec.prefix}Pod ${spec.number}`, parent);
  const rows = placeRows(b, spec, at, group);
  const heats = spec.rows.flat().map((item) => liquidHeatOf(b, item));
  const liquidHeat_W = heats.reduce((sum, heat) => sum + heat, 0);
  const tcs = b.system({ name: `${spec.prefix}TCS-${spec.number}`, kind: 'tcs', fluid: 'pg25' });

  const pitch_m = cduPitch(b, spec.cduItem);
  const cdus = Array.from({ length: spec.cdus }, (_, i) =>
    b.place(spec.cduItem, {
      tag: `${spec.prefix}CDU-${spec.number}${String.fromCharCode(65 + i)}`,
      at_m: [at.cduCentre_m, at.middle_m + (i - (spec.cdus - 1) / 2) * pitch_m, 0],
      yaw_deg: 90,
      space: at.hall,
      group,
      overrides: {
        supply_K: spec.tcsSupply_K,
        differentialPressure_Pa: spec.cduDifferentialPressure_Pa,
        preferredFeed: 1 + ((i + spec.number + 1) % 2),
      },
    }),
  );
  const firstCdu = cdus[0];
  if (!firstCdu) throw new Error('a pod needs a CDU');

  const liquidRows = rows.filter((row) => row.items.some((item) => liquidHeatOf(b, item) > 0)).length;
  const podFlow = flowFor(liquidHeat_W, spec.tcsRise_K);
  const running = runningCdus(b, spec.cduItem, spec.cdus, podFlow);
  // One CDU out: the others carry the pod, and the header between two of them one unit's flow.
  const cduSize = nominalSize(b, 'pipe', podFlow / running, 2);
  const headerSize = nominalSize(b, 'header', podFlow / Math.max(1, Math.min(running, liquidRows)), 1.6);
  const taps = 2 * spec.cdus - 1;
  const header = (way: 'supply' | 'return', x_m: number) =>
    new Manifold(b, {
      tag: `${spec.prefix}TCS${spec.number}-${way === 'supply' ? 'S' : 'R'}`,
      size: headerSize,
      along: 'y',
      across_m: x_m,
      height_m: way === 'supply' ? planes.tcsSupply_m : planes.tcsReturn_m,
      first_m: b.at([firstCdu, `tcs-${way}`])[1],
      taps: Math.max(taps, spec.cdus + liquidRows),
      pitch_m: pitch_m / 2,
      space: at.hall,
      group,
    });
  const portX = b.at([firstCdu, 'tcs-supply'])[0];
  const loop: TcsLoop = { system: tcs, supply: header('supply', portX - 0.95), return: header('return', portX - 1.35) };

  const fwsRun = flowFor(liquidHeat_W, spec.fwsRise_K);
  const fwsSize = nominalSize(b, 'header', fwsRun, 2);
  const fwsBranch = nominalSize(b, 'pipe', fwsRun / running, 2);
  const fwsHeader = (way: 'supply' | 'return', x_m: number) =>
    new Manifold(b, {
      tag: `${spec.prefix}FWS${spec.number}-${way === 'supply' ? 'S' : 'R'}`,
      size: fwsSize,
      along: 'y',
      across_m: x_m,
      height_m: way === 'supply' ? planes.fwsSupply_m : planes.fwsReturn_m,
      first_m: b.at([firstCdu, `fws-${way}`])[1],
      taps: spec.cdus,
      pitch_m,
      // The lines leave at the headers' ends: a valve of the return does not reach into the supply.
      lead_m: way === 'supply' ? 0.3 : 0.36,
      space: at.hall,
      group,
    });
  const fwsSupply = fwsHeader('supply', portX + 1.5);
  const fwsReturn = fwsHeader('return', portX + 1.1);

  cdus.forEach((cdu) => {
    const line = (
      port: 'tcs-supply' | 'tcs-return' | 'fws-supply' | 'fws-return',
      manifold: Manifold,
      offset_m: number,
      height_m: number,
    ) => {
      const [x, y] = b.at([cdu, port]);
      const out = port === 'tcs-supply' || port === 'fws-return';
      const tcsSide = port.startsWith('tcs');
      const toward = tcsSide ? 'x-' : 'x+';
      const back = tcsSide ? 'x+' : 'x-';
      const tap = manifold.tap(y);
      lineThroughValve(b, {
        system: tcsSide ? tcs : fws,
        size: tcsSide ? cduSize : fwsBranch,
        material: tcsSide ? 'stainless' : 'steel',
        tag: `${cdu.tag}/${port.toUpperCase()}`,
        from: out ? [cdu, port] : tap,
        to: out ? tap : [cdu, port],
        moves: out ? [['z', height_m]] : [['y', y]],
        onward: out ? [['x', 'to']] : [['x', 'to']],
        valve: {
          family: 'isolation',
          tag: `${cdu.tag}/V-${port.toUpperCase()}`,
          at_m: [x + offset_m, y, height_m],
          heading: out ? toward : back,
        },
        space: at.hall,
        group,
        // Branch of the header and the unit's coupling.
        overrides: { fittingLoss: 1.2 },
      });
    };
    line('tcs-supply', loop.supply, -0.5, planes.tcsSupply_m);
    line('tcs-return', loop.return, -0.5, planes.tcsReturn_m);
    line('fws-supply', fwsSupply, 0.5, planes.fwsSupply_m);
    line('fws-return', fwsReturn, 0.5, planes.fwsReturn_m);
  });

  for (const row of rows) manifoldsOver(b, spec, at.hall, row, loop, group);

  const vesselItem = 'vessel-500l';
  const vessel = b.place(vesselItem, {
    tag: `${spec.prefix}EV-TCS${spec.number}`,
    at_m: [at.cduCentre_m, at.middle_m + (spec.cdus / 2) * pitch_m + b.size(vesselItem).width_m / 2 + 0.2, 0],
    space: at.hall,
    group,
  });
  b.connect('pipe-ss-dn32', tcs, loop.return.end, [vessel, 'water'], {
    tag: `${vessel.tag}/L`,
    moves: [
      ['y', 'to'],
      ['x', 'to'],
    ],
  });

  return { spec, group, rows, cdus, fwsSupply, fwsReturn, liquidHeat_W };
}
