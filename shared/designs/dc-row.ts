/** A row on 800 V direct current: transformers, rectifiers with droop, DC busways and racks that take 800 V at their inlets. */
import { type BlockSpec, repeat } from './block-spec.ts';
import { type DesignChoices, defineDesign } from './design.ts';
import { siteOfBlock } from './site.ts';
import { temperatureParameters } from './temperatures.ts';

function row(choices: DesignChoices): BlockSpec {
  return {
    number: 1,
    prefix: '',
    origin_m: [0, 0],
    firstRow: 1,
    pods: [[repeat(choices.number('racks'), choices.choice('rack'))]],
    cduItem: 'deschutes-2mw',
    cdusPerPod: 3,
    tcsSupply_K: choices.number('tcsSupply'),
    tcsRise_K: choices.number('rise'),
    fwsSupply_K: choices.number('fwsSupply'),
    fwsRise_K: choices.number('rise'),
    heatRejection: { item: 'dry-cooler-2000', count: 3, running: 2, tagPrefix: 'DRY' },
    fwsPump: 'pump-fws-small',
    hotAisle_m: 2,
    coldAisle_m: 2.1,
    upsItem: 'ups-500',
    racksPerBusway: 4,
    dc: {
      rectifierItem: 'rectifier-800v-1000kw',
      rectifiers: 2,
      boardItem: 'dc-board-800v-3200',
      buswayItem: 'dc-busway-800v-1250',
      droop: choices.number('droop'),
    },
    // The announced 800 V inlet in place of the rack's own shelves; its draw is taken as that at the AC inlet.
    rackOverrides: { supply: 'dc', feeds: 2, shelves: 0, shelfPower_W: 0 },
    generatorItem: 'genset-3mw',
    generatorsPerTrain: 1,
    utilityItem: 'utility-20kv-12mw',
    limits: { rackPower_W: 270_000, density_W_m2: 25_000 },
    hottest_K: Math.max(choices.number('hotDay'), choices.number('ambient')),
  };
}

export const dcRow = defineDesign({
  name: 'dc-row',
  title: 'Row on 800 V direct current',
  description:
    'Eight Vera Rubin NVL72 racks on two 800 V trains: transformer, two rectifiers that share by droop, DC board and busways. CDUs stay on a small UPS; dry coolers without compressors. The 800 V inlet of the racks is announced and not published: their draw is that at the AC inlet, so the gain of the shelves left out is not counted. The row rides through a loss on its other train: no battery stands on the direct current.',
  parameters: [
    {
      name: 'rack',
      title: 'Rack',
      choices: ['vr-nvl72-maxp', 'vr-nvl72-maxq'],
      default: 'vr-nvl72-maxp',
      help: 'Power profile of the racks.',
    },
    { name: 'racks', title: 'Racks', quantity: 'count', default: 8, min: 4, max: 8, help: 'In one row.' },
    { name: 'droop', title: 'Droop', quantity: 'ratio', default: 0.02, min: 0, max: 0.05, help: 'Of the rectifiers, to rated current.' },
    ...temperatureParameters({
      fwsSupply: { usual: 41, least: 25, most: 43, help: 'Leaving set point of the dry coolers, held by fan speed.' },
      tcsSupply: { usual: 45, least: 28, most: 45, help: 'Set point of the CDUs.' },
      rise: { usual: 10, least: 8, most: 15, help: 'Sets the flow of racks and facility water; not published.' },
      ambient: { usual: 33, least: -20, most: 36, help: 'Dry bulb of the design day.' },
      hotDay: { usual: 35, least: 0, most: 45, help: 'Dry bulb of the hot-day scenario.' },
    }),
  ],
  generate: (choices) =>
    siteOfBlock(row(choices), {
      name: 'Row on 800 V direct current',
      projectNumber: 'HR-0005',
      location: 'Chicago, USA',
      altitude_m: 200,
      utilityLimit_W: 3e6,
      ambient_K: choices.number('ambient'),
      hotDay_K: choices.number('hotDay'),
    }),
});
