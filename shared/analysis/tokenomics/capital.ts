/** What a drawn design costs to buy: its bill of materials at unit prices, by class of life. */
import { type SiteAssumption, siteAssumed } from '../../catalogue/assumptions/site.ts';
import type { RackParameters } from '../../catalogue/kinds/rack/definition.ts';
import { itemParameters } from '../../catalogue/resolve.ts';
import { type Document, siteOf } from '../../document/document.ts';
import { area } from '../../geometry/polygon.ts';
import { type MaterialLine, materialsOf } from '../materials.ts';
import { racksOf } from '../racks.ts';
import { acceleratorsOf } from './rack-work.ts';

export type CapitalClass = 'compute' | 'network' | 'power' | 'cooling' | 'building';

export interface CapitalLine {
  readonly class: CapitalClass;
  readonly title: string;
  /** Count, watts, metres … in the unit of the price. */
  readonly quantity: number;
  readonly price: SiteAssumption;
  readonly cost_USD: number;
}

export interface Capital {
  readonly lines: readonly CapitalLine[];
  /** Installed cost by class. */
  readonly classes: Readonly<Record<CapitalClass, number>>;
  readonly total_USD: number;
  /** Kinds that have no price here, with their pieces. */
  readonly unpriced: readonly { readonly kind: string; readonly pieces: number }[];
}

type Pricing = readonly [kind: CapitalClass, price: SiteAssumption, quantity: (line: MaterialLine) => number | undefined];

const parameter = (line: MaterialLine, name: string): number | undefined => {
  const parameters = itemParameters(line.item);
  const value: unknown = parameters.ok ? parameters.value[name] : undefined;
  return typeof value === 'number' ? value : undefined;
};
const rated =
  (name: string) =>
  (line: MaterialLine): number | undefined => {
    const value = parameter(line, name);
    return value === undefined ? undefined : value * line.pieces;
  };
const pieces = (line: MaterialLine): number => line.pieces;
const metres = (line: MaterialLine): number | undefined => line.length_m;
/** Length times bore: the price of pipework grows about with its diameter. */
const pipework = (line: MaterialLine): number => (line.length_m ?? 0) * (parameter(line, 'innerDiameter_m') ?? 0.1);

const coil: Pricing = ['cooling', 'airUnit_USD_W', rated('capacity_W')];
const cooler: Pricing = ['cooling', 'cooler_USD_W', rated('capacity_W')];
const fitting: Pricing = ['cooling', 'mechanical_USD', pieces];
const board: Pricing = ['power', 'switchgear_USD', pieces];

const pricing: Readonly<Record<string, Pricing>> = {
  transformer: ['power', 'transformer_USD_VA', rated('rating_VA')],
  ups: ['power', 'ups_USD_W', rated('rating_W')],
  generator: ['power', 'generator_USD_W', rated('rating_W')],
  switchgear: board,
  switchboard: board,
  rpp: ['power', 'distribution_USD', pieces],
  'power-shelf': ['power', 'distribution_USD', pieces],
  busway: ['power', 'busway_USD_m', metres],
  cable: ['power', 'cable_USD_m', metres],
  whip: ['power', 'cable_USD_m', metres],
  bess: ['power', 'battery_USD_kWh', (line) => ((parameter(line, 'energy_J') ?? 0) * line.pieces) / 3.6e6],
  rectifier: ['power', 'ups_USD_W', rated('rating_W')],
  'dc-converter': ['power', 'ups_USD_W', rated('rating_W')],
  'dc-board': board,
  'dc-busway': ['power', 'busway_USD_m', metres],
  ats: ['power', 'distribution_USD', pieces],
  sts: ['power', 'distribution_USD', pieces],
  'capacitor-bank': ['power', 'distribution_USD', pieces],
  cdu: ['cooling', 'cdu_USD_W', rated('capacity_W')],
  chiller: ['cooling', 'chiller_USD_W', rated('capacity_W')],
  'water-cooled-chiller': ['cooling', 'chiller_USD_W', rated('capacity_W')],
  'dry-cooler': cooler,
  'adiabatic-cooler': cooler,
  'cooling-tower': cooler,
  'fan-wall': coil,
  'in-row-cooler': coil,
  'rear-door': coil,
  pump: fitting,
  valve: fitting,
  strainer: fitting,
  'buffer-tank': fitting,
  'expansion-vessel': fitting,
  header: ['cooling', 'pipe_USD_m2', pipework],
  pipe: ['cooling', 'pipe_USD_m2', pipework],
};

/** The utility's connection is paid through the tariff. */
const free: ReadonlySet<string> = new Set(['utility']);

function rackLines(document: Document, cost: (price: SiteAssumption, quantity: number) => number): CapitalLine[] {
  const racks = racksOf(document);
  const accelerators = racks.reduce((sum, rack) => sum + acceleratorsOf(rack), 0);
  const others = racks.filter((rack) => acceleratorsOf(rack) === 0 && (rack.parameters as RackParameters).role !== 'management').length;
  const line = (kind: CapitalClass, title: string, price: SiteAssumption, quantity: number): CapitalLine => ({
    class: kind,
    title,
    quantity,
    price,
    cost_USD: cost(price, quantity),
  });
  return [
    line('compute', 'Accelerator racks', 'compute_USD', accelerators),
    line('compute', 'Other racks', 'otherRack_USD', others),
    line('network', 'Network beside the racks', 'network_USD', accelerators),
  ].filter(({ quantity }) => quantity > 0);
}

export function capitalOf(document: Document): Capital {
  const site = siteOf(document);
  const installation = siteAssumed(site, 'installation').value;
  const cost = (price: SiteAssumption, quantity: number) => siteAssumed(site, price).value * quantity;
  const lines = rackLines(document, cost);
  const unpriced: { kind: string; pieces: number }[] = [];
  for (const line of materialsOf(document)) {
    if (line.kind === 'rack' || free.has(line.kind)) continue;
    const priced = Object.hasOwn(pricing, line.kind) ? pricing[line.kind] : undefined;
    const quantity = priced?.[2](line);
    if (!priced || quantity === undefined) unpriced.push({ kind: line.kind, pieces: line.pieces });
    else
      lines.push({
        class: priced[0],
        title: line.item.title,
        quantity,
        price: priced[1],
        cost_USD: cost(priced[1], quantity) * installation,
      });
  }
  let floor_m2 = 0;
  for (const space of document.tables.space.values())
    if (space.kind === 'hall' || space.kind === 'room') floor_m2 += Math.abs(area(space.outline_m));
  if (floor_m2 > 0)
    lines.push({
      class: 'building',
      title: 'Halls and rooms',
      quantity: floor_m2,
      price: 'building_USD_m2',
      cost_USD: cost('building_USD_m2', floor_m2) * installation,
    });
  const classes = { compute: 0, network: 0, power: 0, cooling: 0, building: 0 };
  for (const line of lines) classes[line.class] += line.cost_USD;
  return { lines, classes, total_USD: Object.values(classes).reduce((sum, value) => sum + value, 0), unpriced };
}
