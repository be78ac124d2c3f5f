/**
 * High-voltage side of a campus: intakes at 132 kV with their switchyards, and for every group of blocks a
 * substation of one transformer and one 20 kV board per train, either of which carries the group alone.
 */

import { cableSets, lineCurrent } from '../catalogue/sizing.ts';
import type { Equipment, Group, Space, System } from '../document/records.ts';
import { type FacilityBuilder, rectangle } from './builder.ts';
import { type Train, trains } from './distribution.ts';

export interface SubstationSpec {
  readonly number: number;
  readonly west_m: number;
  readonly south_m: number;
  /** Blocks fed, and what each draws at the most. */
  readonly blocks: number;
  readonly blockPower_W: number;
}

export interface Substation {
  readonly spec: SubstationSpec;
  readonly transformers: Readonly<Record<Train, Equipment>>;
  readonly boards: Readonly<Record<Train, Equipment>>;
  readonly mv: Readonly<Record<Train, System>>;
}

export const substationDepth_m = 40;
const highVoltage = 132_000;
const mediumVoltage = 20_000;

export function buildSubstation(b: FacilityBuilder, spec: SubstationSpec, trainGroups: Readonly<Record<Train, Group>>): Substation {
  const space = b.space({
    kind: 'yard',
    name: `Substation ${spec.number}`,
    outline_m: rectangle(spec.west_m, spec.south_m, spec.west_m + 60, spec.south_m + substationDepth_m - 4),
    elevation_m: 0,
    height_m: 8,
  });
  const make = (train: Train) => {
    const x = spec.west_m + (train === 'A' ? 15 : 45);
    const power_W = spec.blocks * spec.blockPower_W;
    const current = lineCurrent(power_W, mediumVoltage, 0.95);
    const mv = b.system({ name: `MV-S${spec.number}${train}`, kind: 'mv', train, voltage_V: mediumVoltage });
    const group = trainGroups[train];
    const transformer = b.place('transformer-132kv-63mva', {
      tag: `TR-S${spec.number}${train}`,
      at_m: [x, spec.south_m + 9, 0],
      space,
      group,
    });
    const bar_A = current <= 1250 ? 1250 : 2500;
    const board = b.place('mv-switchgear-20kv', {
      tag: `MVS-S${spec.number}${train}`,
      at_m: [x, spec.south_m + 24, 0],
      space,
      group,
      overrides: { incomers: 1, ways: spec.blocks, way_A: 400, bar_A, incomer_A: bar_A },
    });
    b.connect('mv-cable-20kv-240', mv, [transformer, 'secondary'], [board, 'in-1'], {
      tag: `${board.tag}/F`,
      moves: [
        // Past the drop of the high voltage.
        ['z', 6.2],
        ['x', x - 0.5],
        ['y', 'to'],
        ['x', 'to'],
      ],
      overrides: { parallel: cableSets(b, 'mv-cable-20kv-240', bar_A) },
    });
    return { transformer, board, mv };
  };
  const [a, c] = [make('A'), make('B')];
  return { spec, transformers: { A: a.transformer, B: c.transformer }, boards: { A: a.board, B: c.board }, mv: { A: a.mv, B: c.mv } };
}

export interface IntakeSpec {
  readonly number: number;
  /** Middle of the switchyards, and the north edge of the ground they take. */
  readonly middle_m: number;
  readonly north_m: number;
  readonly substations: readonly Substation[];
  readonly groups: Readonly<Record<Train, Group>>;
}

export interface Intake {
  readonly utilities: Readonly<Record<Train, readonly Equipment[]>>;
}

/** Substations that one intake's bar and incomers carry on one train. */
export function substationsPerIntake(b: FacilityBuilder, groupPower_W: number): number {
  const { bar_A, voltage_V } = b.parameters('hv-switchgear-132kv');
  const { capacity_W } = b.parameters('utility-132kv');
  const incomersAtMost = 6;
  const byBar = Math.sqrt(3) * voltage_V * bar_A * 0.95;
  return Math.max(1, Math.floor(Math.min(byBar, incomersAtMost * capacity_W) / groupPower_W));
}

export function buildIntake(b: FacilityBuilder, spec: IntakeSpec): Intake {
  const power_W = spec.substations.reduce((sum, { spec: { blocks, blockPower_W } }) => sum + blocks * blockPower_W, 0);
  const services = Math.ceil(power_W / b.parameters('utility-132kv').capacity_W);
  const utilities: Record<Train, Equipment[]> = { A: [], B: [] };
  const reach = Math.max(24, services * 9 + 4);
  const space: Space = b.space({
    kind: 'yard',
    name: `132 kV intake ${spec.number}`,
    outline_m: rectangle(spec.middle_m - reach, spec.north_m - 90, spec.middle_m + reach, spec.north_m),
    elevation_m: 0,
    height_m: 8,
  });
  for (const train of trains) {
    const y = spec.north_m - (train === 'A' ? 12 : 56);
    const hv = b.system({ name: `HV-${spec.number}${train}`, kind: 'mv', train, voltage_V: highVoltage });
    const group = spec.groups[train];
    const yard = b.place('hv-switchgear-132kv', {
      tag: `HVS-${spec.number}${train}`,
      at_m: [spec.middle_m, y, 0],
      space,
      group,
      overrides: { incomers: services, incomerMode: 'parallel', incomer_A: 630, ways: spec.substations.length, way_A: 630 },
    });
    for (let i = 0; i < services; i++) {
      const utility = b.place('utility-132kv', {
        tag: `UT-${train}${spec.number}-${i + 1}`,
        at_m: [spec.middle_m + (i - (services - 1) / 2) * 18, y - 18, 0],
        space,
        group,
      });
      utilities[train].push(utility);
      const [, outY] = b.at([utility, 'out']);
      b.connect('hv-cable-132kv-630', hv, [utility, 'out'], [yard, `in-${i + 1}`], {
        tag: `${utility.tag}/F`,
        moves: [
          ['y', outY + 2],
          ['z', 6],
          ['x', 'to'],
          ['y', 'to'],
        ],
      });
    }
    spec.substations.forEach((substation, i) => {
      const lane = spec.north_m + (train === 'A' ? 2 : 4) + 0.5 * (i % 4);
      b.connect('hv-cable-132kv-630', hv, [yard, `out-${i + 1}`], [substation.transformers[train], 'primary'], {
        tag: `${substation.transformers[train].tag}/F`,
        moves: [
          // The trains cross above one another.
          ['z', train === 'A' ? 7.5 : 8],
          ['y', lane],
          ['x', 'to'],
          ['y', 'to'],
        ],
      });
    });
  }
  return { utilities };
}
