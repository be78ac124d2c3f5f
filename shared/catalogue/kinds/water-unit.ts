/** Equipment that water flows through and a feeder supplies: chillers, coolers, towers, fan walls. Their water side and ports. */
import type { LiquidBuild } from '../../network/liquid.ts';
import { defineParameters, type ParametersOf, type Port } from '../kind.ts';

/** Water side of such a unit; the texts and defaults that differ from kind to kind. */
export const waterParameters = (usual: {
  flowOf: string;
  dropOf: string;
  leastFlow_m3_s?: number;
  portSize_m: number;
  volume_m3: number;
}) =>
  defineParameters({
    ratedFlow_m3_s: {
      type: 'number',
      quantity: 'flow',
      title: 'Rated water flow',
      help: usual.flowOf,
      min: usual.leastFlow_m3_s ?? 1e-4,
      max: 1,
      acts: ['liquid'],
    },
    waterDrop_Pa: {
      type: 'number',
      quantity: 'pressureDifference',
      title: 'Water pressure drop',
      help: usual.dropOf,
      min: 0,
      max: 1e6,
      acts: ['liquid'],
    },
    portSize_m: {
      type: 'number',
      quantity: 'length',
      title: 'Water connection',
      help: 'Nominal bore.',
      min: 0.01,
      max: 1,
      default: usual.portSize_m,
      acts: ['layout'],
    },
    volume_m3: {
      type: 'number',
      quantity: 'volume',
      title: 'Water volume',
      help: 'Liquid held.',
      min: 0,
      max: 10,
      default: usual.volume_m3,
      acts: ['liquid'],
    },
  });

type WaterParameters = ParametersOf<ReturnType<typeof waterParameters>>;

/** The water path as one resistance, Δp in proportion to the square of the flow, whose heat the unit takes. A unit that is not open shuts its isolating valve. */
export const waterBranch = (build: LiquidBuild<WaterParameters>, name: string, open: boolean): number =>
  build.branch({
    name,
    from: build.port('water-in'),
    to: build.port('water-out'),
    element: { type: 'resistance', coefficient: build.parameters.waterDrop_Pa / build.parameters.ratedFlow_m3_s ** 2, exponent: 2 },
    heat: { type: 'unit', unit: build.units },
    open,
    volume_m3: build.parameters.volume_m3,
  });

export function waterUnitPorts(
  p: {
    width_m: number;
    depth_m: number;
    height_m: number;
    portSize_m: number;
    feeds: number;
  },
  systems: readonly ('fws' | 'chw' | 'cws')[],
): Port[] {
  const y = p.depth_m / 2;
  const water = (name: string, direction: 'in' | 'out', x: number): Port => ({
    name,
    medium: 'liquid',
    direction,
    systems,
    at_m: [x * p.width_m, y, Math.min(0.6, p.height_m / 2)],
    normal: [0, 1, 0],
    required: true,
    size_m: p.portSize_m,
  });
  const feeds = Array.from(
    { length: p.feeds },
    (_, i): Port => ({
      name: `feed-${i + 1}`,
      medium: 'ac',
      direction: 'in',
      systems: ['lv'],
      at_m: [-0.4 * p.width_m + 0.3 * i, -p.depth_m / 2, Math.min(1.2, p.height_m / 2)],
      normal: [0, -1, 0],
      required: true,
      train: i % 2 === 0 ? 'A' : 'B',
    }),
  );
  return [water('water-in', 'in', 0.3), water('water-out', 'out', -0.3), ...feeds];
}
