/** One scalable unit of eight GB300 NVL72 racks with its ten network, storage and management racks (equipment reference, section B). */
import { type BlockSpec, celsius, repeat } from './block-spec.ts';
import { type DesignChoices, defineDesign } from './design.ts';
import { liquidCooledRacks } from './gb300-10mw.ts';
import { siteOfBlock } from './site.ts';
import { temperatureParameters } from './temperatures.ts';

function unit(choices: DesignChoices): BlockSpec {
  const support = [
    ...repeat(choices.number('networkRacks'), 'network-rack'),
    ...repeat(choices.number('storageRacks'), 'storage-rack'),
    ...repeat(choices.number('managementRacks'), 'management-rack'),
  ];
  return {
    number: 1,
    prefix: '',
    origin_m: [0, 0],
    firstRow: 1,
    pods: [[repeat(choices.number('racks'), choices.choice('rack')), ...(support.length > 0 ? [support] : [])]],
    cduItem: 'motivair-mcdu-50',
    cdusPerPod: 2,
    tcsSupply_K: choices.number('tcsSupply'),
    tcsRise_K: choices.number('rise'),
    fwsSupply_K: choices.number('fwsSupply'),
    fwsRise_K: choices.number('rise'),
    heatRejection: { item: 'uniflair-xraf4242a', count: 2, running: 1, tagPrefix: 'CH' },
    fwsPump: 'pump-fws-small',
    air: {
      fanWallItem: 'vertiv-fa069hc',
      fanWalls: 3,
      chillers: { item: 'chilled-water-chiller-1000', count: 2, running: 1, tagPrefix: 'CHW-CH' },
      pump: 'pump-chw',
      supplyAir_K: celsius(24),
      supply_K: celsius(18),
      rise_K: 7,
    },
    hotAisle_m: 2,
    coldAisle_m: 2.4,
    upsItem: 'galaxy-vxl-2500',
    racksPerBusway: 10,
    generatorItem: 'genset-2000kw',
    generatorsPerTrain: 2,
    utilityItem: 'utility-20kv-12mw',
    limits: { rackPower_W: 160_000, density_W_m2: 25_000 },
    hottest_K: Math.max(choices.number('hotDay'), choices.number('ambient')),
  };
}

export const gb300ScalableUnit = defineDesign({
  name: 'gb300-su',
  title: 'Scalable unit, 8 × GB300 NVL72',
  description:
    'One DGX SuperPOD scalable unit (1.2 MW TDP, designed here for 142 kW racks) with six network, two storage and two management racks, two CDUs, free-cooling chillers and a chilled-water circuit for the air heat. Plant and electrical chain are estimates of this project.',
  parameters: [
    {
      name: 'rack',
      title: 'Compute rack',
      choices: liquidCooledRacks,
      default: 'gb300-nvl72',
      help: 'Catalogue item of the compute racks.',
    },
    { name: 'racks', title: 'Compute racks', quantity: 'count', default: 8, min: 1, max: 8, help: 'Liquid-cooled, in the south row.' },
    { name: 'networkRacks', title: 'Network racks', quantity: 'count', default: 6, min: 0, max: 8, help: 'Air-cooled, in the north row.' },
    { name: 'storageRacks', title: 'Storage racks', quantity: 'count', default: 2, min: 0, max: 4, help: 'Air-cooled, in the north row.' },
    {
      name: 'managementRacks',
      title: 'Management racks',
      quantity: 'count',
      default: 2,
      min: 0,
      max: 4,
      help: 'Air-cooled, in the north row.',
    },
    ...temperatureParameters({
      fwsSupply: { usual: 37, least: 20, most: 42, help: 'Leaving set point of the free-cooling chillers.' },
      tcsSupply: { usual: 40, least: 23, most: 45, help: 'Set point of the CDUs.' },
      rise: { usual: 10, least: 8, most: 15, help: 'Sets the flow of the racks and of the facility water.' },
      ambient: { usual: 38, least: -9, most: 45, help: 'Dry bulb of the design day.' },
      hotDay: { usual: 39.3, least: 0, most: 50, help: 'Dry bulb of the hot-day scenario.' },
    }),
  ],
  generate: (choices) =>
    siteOfBlock(unit(choices), {
      name: 'GB300 scalable unit',
      projectNumber: 'HR-0002',
      location: 'Paris, France',
      altitude_m: 35,
      utilityLimit_W: 2.4e6,
      ambient_K: choices.number('ambient'),
      hotDay_K: choices.number('hotDay'),
    }),
});
