/** What hydraulic case files hold: networks by record, networks by column, EPANET snapshots. */
import * as v from 'valibot';
import type { FrictionLaw } from '../../shared/solve/hydraulics/friction.ts';
import { result as answer, column, name, number, positive } from './read.ts';

export const headCurve = v.object({ h0_m: number, c: number, exponent: positive });
const link = {
  id: name,
  from: name,
  to: name,
  closed: v.optional(v.boolean()),
  open: v.optional(v.boolean()),
  check_valve: v.optional(v.boolean()),
};
const pipe = { ...link, kind: v.literal('pipe'), length_m: positive, diameter_m: positive, minor_loss_k: v.optional(number) };
const roughPipe = v.object({ ...pipe, roughness_m: number });
const hazenPipe = v.object({ ...pipe, hazen_williams_c: positive });
const otherLinks = [
  v.object({ ...link, kind: v.literal('resistance'), r_pa_per_kg_s_squared: number }),
  v.object({ ...link, kind: v.literal('pump'), head_curve: headCurve, speed: v.optional(number) }),
] as const;
const kinds = 'expected pipe, resistance or pump';
const recordLink = v.variant('kind', [roughPipe, ...otherLinks], kinds);
const snapshotLink = v.variant('kind', [hazenPipe, ...otherLinks], kinds);
const elevation_m = v.optional(number);
const recordNode = v.variant(
  'kind',
  [
    v.object({ id: name, kind: v.literal('fixed-pressure'), elevation_m, pressure_pa: number }),
    v.object({ id: name, kind: v.literal('junction'), elevation_m, demand_kg_s: v.optional(number) }),
  ],
  'expected junction or fixed-pressure',
);
const snapshotNode = v.variant(
  'kind',
  [
    v.object({ id: name, kind: v.literal('fixed-head'), elevation_m, head_m: number }),
    v.object({ id: name, kind: v.literal('junction'), elevation_m, demand_m3_s: v.optional(number) }),
  ],
  'expected junction or fixed-head',
);
export const friction = v.picklist(
  ['colebrook', 'swamee-jain', 'swamee-jain-dunlop'] satisfies FrictionLaw[],
  'expected colebrook, swamee-jain or swamee-jain-dunlop',
);
const fluid = v.object({ density_kg_m3: positive, dynamic_viscosity_pa_s: positive });
const pressureTolerance = v.object({ mass_flow_rel_of_largest: positive, pressure_abs_pa: positive });
export const recordCase = v.object({
  network: v.object({ fluid, friction, nodes: v.array(recordNode), links: v.array(recordLink) }),
  expected: v.object({
    nodes: v.array(v.object({ id: name, pressure_pa: answer })),
    links: v.array(v.object({ id: name, mass_flow_kg_s: answer })),
    closed_check_valves: v.optional(v.array(name)),
  }),
  tolerance: pressureTolerance,
});
const perRow = v.union([number, column], 'expected a number or a column of numbers');
const row = v.pipe(v.number('expected a node number'), v.integer('expected a node number'), v.minValue(0, 'expected a node number'));
const rows = v.array(row);
export const columnCase = v.object({
  fluid,
  friction,
  network: v.object({
    node_count: row,
    fixed: v.array(v.tuple([row, number])),
    demand_kg_s: perRow,
    pipe: v.object({
      from: rows,
      to: rows,
      length_m: perRow,
      diameter_m: perRow,
      roughness_m: perRow,
      minor_loss_k: v.optional(perRow),
    }),
    resistance: v.object({ from: rows, to: rows, r_pa_per_kg_s_squared: perRow }),
  }),
  expected: v.object({
    pressure_pa: column,
    pipe_mass_flow_kg_s: v.optional(column),
    resistance_mass_flow_kg_s: v.optional(column),
    largest_mass_flow_kg_s: number,
  }),
  tolerance: pressureTolerance,
});
export type ColumnCase = v.InferOutput<typeof columnCase>;
export const snapshotCase = v.object({
  network: v.object({ nodes: v.array(snapshotNode), links: v.array(snapshotLink) }),
  expected: v.object({
    nodes: v.array(v.object({ id: name, head_m: number, net_inflow_m3_s: v.optional(number) })),
    links: v.array(v.object({ id: name, flow_m3_s: number })),
  }),
  tolerance: v.object({ head_abs_m: positive, flow_abs_m3_s: positive }),
});
export type CaseLink = v.InferOutput<typeof recordLink> | v.InferOutput<typeof snapshotLink>;
