/**
 * A 10 MW hall of 48 GB300 NVL72 racks after Schneider's published reference design RD110 rev 3: three pods of
 * 16, nine CDUs, four free-cooling chillers. What that design leaves open (hall, ambient, electrical chain,
 * chilled water for the air heat) is this project's own estimate.
 */
import { succeed } from '../problem.ts';
import { buildBlock } from './block.ts';
import { airHeat, type BlockSpec, celsius } from './block-spec.ts';
import { FacilityBuilder } from './builder.ts';
import { type DesignChoices, type DesignParameter, defineDesign } from './design.ts';
import { finishSite } from './site.ts';
import { temperatureParameters } from './temperatures.ts';

export const liquidCooledRacks = [
  'gb300-nvl72',
  'gb300-nvl72-lenovo',
  'gb300-nvl72-hpe',
  'gb300-nvl72-supermicro',
  'gb200-nvl72',
  'gb200-nvl72-hpe',
] as const;

/** Parameters that one hall block of this kind has wherever it is used. */
export const hallParameters: readonly DesignParameter[] = [
  { name: 'rack', title: 'Rack', choices: liquidCooledRacks, default: 'gb300-nvl72', help: 'Catalogue item of every rack.' },
  { name: 'racksPerRow', title: 'Racks per row', quantity: 'count', default: 8, min: 3, max: 8, help: 'Two rows make a pod.' },
  {
    name: 'cdusPerPod',
    title: 'CDUs per pod',
    quantity: 'count',
    default: 3,
    min: 2,
    max: 4,
    help: 'In parallel on the pod’s loop; one of them is redundant.',
  },
  {
    name: 'chillers',
    title: 'Free-cooling chillers',
    quantity: 'count',
    default: 4,
    min: 2,
    max: 6,
    help: 'On the facility water; one of them is redundant.',
  },
  ...temperatureParameters({
    fwsSupply: { usual: 37, least: 20, most: 42, help: 'Leaving set point of the free-cooling chillers.' },
    tcsSupply: { usual: 40, least: 23, most: 45, help: 'Set point of the CDUs.' },
    rise: { usual: 10, least: 6, most: 15, help: 'Sets the flow of the racks and of the facility water.' },
    ambient: {
      usual: 38,
      least: -9,
      most: 45,
      help: 'Dry bulb of the design day. An estimate: RD110 states only the outdoor range of −9.6 to 39.3 °C.',
    },
    hotDay: { usual: 39.3, least: 0, most: 50, help: 'Dry bulb of the hot-day scenario; upper end of the chillers’ published range.' },
  }),
  { name: 'hotAisle', title: 'Hot aisle width', quantity: 'length', default: 2, min: 1.22, max: 4, help: 'Ducted; RD110 has 2 m.' },
  {
    name: 'coldAisle',
    title: 'Cold aisle width',
    quantity: 'length',
    default: 2.4,
    min: 1.22,
    max: 5,
    help: 'Between pods and along the walls.',
  },
];

export function hallBlock(
  b: FacilityBuilder,
  choices: DesignChoices,
  block: { number: number; prefix: string; origin_m: readonly [number, number]; utilityItem?: string; pods: number },
): BlockSpec {
  const row = Array.from({ length: choices.number('racksPerRow') }, () => choices.choice('rack'));
  const chillers = choices.number('chillers');
  const { utilityItem, pods, ...rest } = block;
  const fanWallItem = 'vertiv-fa096hc';
  const airChiller = 'chilled-water-chiller-1000';
  const air_W = airHeat(b, Array.from({ length: 2 * pods }, () => row).flat());
  // Fans, motors and surfaces add to the racks' air heat, and a chiller gives less on the hottest day.
  const airChillers = Math.max(1, Math.ceil((1.15 * air_W) / (0.9 * b.parameters(airChiller).capacity_W)));
  return {
    ...rest,
    firstRow: 1,
    pods: Array.from({ length: pods }, () => [row, row]),
    cduItem: 'motivair-mcdu-50',
    cdusPerPod: choices.number('cdusPerPod'),
    tcsSupply_K: choices.number('tcsSupply'),
    tcsRise_K: choices.number('rise'),
    fwsSupply_K: choices.number('fwsSupply'),
    fwsRise_K: choices.number('rise'),
    heatRejection: { item: 'uniflair-xraf4242a', count: chillers, running: chillers - 1, tagPrefix: 'CH' },
    fwsPump: 'pump-fws',
    // 886 kW of air heat at 142 kW a rack: three walls and two chillers carry it, one more of each is redundant.
    air: {
      fanWallItem,
      fanWalls: Math.ceil(air_W / b.parameters(fanWallItem).capacity_W) + 1,
      chillers: { item: airChiller, count: airChillers + 1, running: airChillers, tagPrefix: 'CHW-CH' },
      pump: 'pump-chw',
      supplyAir_K: celsius(24),
      supply_K: celsius(18),
      rise_K: 7,
    },
    hotAisle_m: choices.number('hotAisle'),
    coldAisle_m: choices.number('coldAisle'),
    upsItem: 'galaxy-vxl-2500',
    racksPerBusway: 4,
    generatorItem: 'genset-3mw',
    generatorsPerTrain: 4,
    ...(utilityItem === undefined ? {} : { utilityItem }),
    limits: { rackPower_W: 160_000, density_W_m2: 25_000 },
    hottest_K: Math.max(choices.number('hotDay'), choices.number('ambient')),
  };
}

export const gb300Hall10MW = defineDesign({
  name: 'gb300-10mw',
  title: '10 MW hall, 48 × GB300 NVL72',
  description:
    'Three pods of 16 racks, nine CDUs and four free-cooling chillers after Schneider RD110 rev 3; 37/47 °C facility water and 40/50 °C rack loop, both PG25 because the coils stand outdoors. Hall, electrical chain, chilled water for the air heat and the 38 °C design day are estimates of this project.',
  parameters: [
    { name: 'pods', title: 'Pods', quantity: 'count', default: 3, min: 1, max: 3, help: 'Two rows, their own rack loop and CDUs each.' },
    ...hallParameters,
  ],
  generate(choices) {
    const b = new FacilityBuilder();
    const block = buildBlock(
      b,
      hallBlock(b, choices, { number: 1, prefix: '', origin_m: [0, 0], utilityItem: 'utility-20kv-12mw', pods: choices.number('pods') }),
    );
    return succeed(
      finishSite(
        b,
        {
          name: '10 MW GB300 hall',
          projectNumber: 'HR-0001',
          location: 'Paris, France (climate of the published chiller capacity)',
          altitude_m: 35,
          utilityLimit_W: 10e6,
          ambient_K: choices.number('ambient'),
          hotDay_K: choices.number('hotDay'),
        },
        block,
      ),
    );
  },
});
