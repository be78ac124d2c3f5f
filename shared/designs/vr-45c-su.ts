/** A Vera Rubin unit at 45 °C rack supply: every rack wholly liquid-cooled, dry coolers and no compressor. */
import { type BlockSpec, repeat } from './block-spec.ts';
import { type DesignChoices, defineDesign } from './design.ts';
import { siteOfBlock } from './site.ts';
import { temperatureParameters } from './temperatures.ts';

function unit(choices: DesignChoices): BlockSpec {
  const cpu = repeat(choices.number('cpuRacks'), 'vera-cpu-rack');
  const coolers = choices.number('dryCoolers');
  return {
    number: 1,
    prefix: '',
    origin_m: [0, 0],
    firstRow: 1,
    pods: [[repeat(choices.number('racks'), choices.choice('rack')), ...(cpu.length > 0 ? [cpu] : [])]],
    cduItem: 'deschutes-2mw',
    cdusPerPod: 3,
    tcsSupply_K: choices.number('tcsSupply'),
    tcsRise_K: choices.number('rise'),
    fwsSupply_K: choices.number('fwsSupply'),
    fwsRise_K: choices.number('rise'),
    heatRejection: { item: 'dry-cooler-2000', count: coolers, running: coolers - 1, tagPrefix: 'DC' },
    fwsPump: 'pump-fws-small',
    hotAisle_m: 2,
    coldAisle_m: 2.1,
    upsItem: 'galaxy-vxl-2500',
    racksPerBusway: 4,
    generatorItem: 'genset-3mw',
    generatorsPerTrain: 2,
    utilityItem: 'utility-20kv-12mw',
    limits: { rackPower_W: 270_000, density_W_m2: 25_000 },
    hottest_K: Math.max(choices.number('hotDay'), choices.number('ambient')),
  };
}

export const veraRubinUnit = defineDesign({
  name: 'vr-45c-su',
  title: 'Vera Rubin unit, 45 °C supply',
  description:
    'Eight Vera Rubin NVL72 racks and two Vera CPU racks, wholly liquid-cooled at 45 °C, on dry coolers without compressors. Rack flow, pressure drop and the number of CPU racks are not published: estimates. Air-cooled network racks stand outside this unit; losses of pumps and pipes leave with the hall’s ventilation.',
  parameters: [
    {
      name: 'rack',
      title: 'Rack',
      choices: ['vr-nvl72-maxp', 'vr-nvl72-maxq'],
      default: 'vr-nvl72-maxp',
      help: 'Power profile of the racks.',
    },
    { name: 'racks', title: 'Racks', quantity: 'count', default: 8, min: 4, max: 8, help: 'In the south row.' },
    {
      name: 'cpuRacks',
      title: 'Vera CPU racks',
      quantity: 'count',
      default: 2,
      min: 0,
      max: 2,
      help: 'In the north row; their number per unit is not published.',
    },
    { name: 'dryCoolers', title: 'Dry coolers', quantity: 'count', default: 3, min: 2, max: 6, help: 'One of them is redundant.' },
    ...temperatureParameters({
      fwsSupply: { usual: 41, least: 25, most: 43, help: 'Leaving set point of the dry coolers, held by fan speed.' },
      tcsSupply: { usual: 45, least: 28, most: 45, help: 'Set point of the CDUs.' },
      rise: { usual: 10, least: 8, most: 15, help: 'Sets the flow of racks and facility water; not published.' },
      ambient: { usual: 33, least: -20, most: 36, help: 'Dry bulb of the design day.' },
      hotDay: {
        usual: 35,
        least: 0,
        most: 45,
        help: 'Dry bulb of the hot-day scenario: 45 °C less a 4 K CDU and a 6 K dry-cooler approach.',
      },
    }),
  ],
  generate: (choices) =>
    siteOfBlock(unit(choices), {
      name: 'Vera Rubin 45 °C unit',
      projectNumber: 'HR-0003',
      location: 'Chicago, USA',
      altitude_m: 200,
      utilityLimit_W: 3.5e6,
      ambient_K: choices.number('ambient'),
      hotDay_K: choices.number('hotDay'),
    }),
});
