/** Findings that another set point cures: supply and Δp of the coolant, and how many pumps run. */
import type { PumpParameters } from '../../catalogue/kinds/pump/definition.ts';
import { kindOf, parametersOf } from '../../catalogue/resolve.ts';
import { setParameter } from '../../commands/set-parameter.ts';
import { connectionsAt, type Document } from '../../document/document.ts';
import type { RecordId } from '../../document/ids.ts';
import type { Equipment, System } from '../../document/records.ts';
import { zeroCelsius_K } from '../../units/quantity.ts';
import { speedFor } from '../pump-staging.ts';
import type { QuantityKey } from '../quantities.ts';
import { racksOf } from '../racks.ts';
import { quantityOf } from '../result.ts';
import type { Fix, Fixer, FixInput } from './fix.ts';

/** Distance from a limit that no warning speaks at any more, with what control and rounding take. */
const clear_K = 1.1;
/** Least approach that a CDU may be asked for: facility water to TCS supply; 3 K is the published figure of liquid-to-liquid units. */
const leastApproach_K = 3;

const systemsOf = (document: Document, id: RecordId, kind: System['kind']): ReadonlySet<RecordId> =>
  new Set(
    connectionsAt(document, id)
      .map(({ system }) => system)
      .filter((system) => document.tables.system.get(system)?.kind === kind),
  );

const onAny = (document: Document, id: RecordId, systems: ReadonlySet<RecordId>): boolean =>
  connectionsAt(document, id).some(({ system }) => systems.has(system));

/** CDUs of a rack’s loop, with the band of set points that all its racks, the facility water and the units themselves allow. */
function loopOf({ document, analysis }: FixInput, rack: RecordId) {
  const systems = systemsOf(document, rack, 'tcs');
  const cdus = [...document.tables.equipment.values()].filter(
    (each) => kindOf(document, each)?.kind === 'cdu' && onAny(document, each.id, systems),
  );
  let [low_K, high_K] = [0, Number.POSITIVE_INFINITY];
  const holds = cdus.every((cdu) =>
    analysis.controls.every(
      ({ owner, holds: what, state }) => owner !== cdu.id || what !== 'TCS supply temperature' || state === 'holding',
    ),
  );
  let setPoint_K = Number.NEGATIVE_INFINITY;
  for (const cdu of cdus) {
    const p = parametersOf(document, cdu);
    if (!p.ok) continue;
    const facility = quantityOf(analysis.results, cdu.id, 'primarySupplyTemperature');
    setPoint_K = Math.max(setPoint_K, p.value.supply_K);
    low_K = Math.max(low_K, p.value.minSupply_K ?? 0, facility === undefined ? 0 : facility + leastApproach_K);
    high_K = Math.min(high_K, p.value.maxSupply_K ?? Number.POSITIVE_INFINITY);
  }
  for (const { equipment, parameters } of racksOf(document)) {
    if (!onAny(document, equipment.id, systems)) continue;
    // Pipes warm or cool the water on its way: the band is moved by what they do to this rack.
    const shift = (quantityOf(analysis.results, equipment.id, 'supplyTemperature') ?? setPoint_K) - setPoint_K;
    const air = equipment.space === undefined ? undefined : document.tables.space.get(equipment.space)?.air;
    if (parameters.maxSupply_K !== undefined) high_K = Math.min(high_K, parameters.maxSupply_K - clear_K - (holds ? shift : 0));
    if (parameters.minSupply_K !== undefined) low_K = Math.max(low_K, parameters.minSupply_K - (holds ? shift : 0));
    if (air) low_K = Math.max(low_K, air.dewPoint_K + 2.1);
  }
  return { cdus, low_K, high_K, setPoint_K, holds };
}

/** Tenths of a kelvin on the Celsius scale: set points are typed by people. */
const tenths = (value_K: number, round: (value: number) => number) => round((value_K - zeroCelsius_K) * 10) / 10 + zeroCelsius_K;

function setSupply(cdus: readonly Equipment[], supply_K: number): Fix {
  const celsius = (supply_K - zeroCelsius_K).toFixed(1);
  const of = cdus.length === 1 ? cdus[0]?.tag : `the loop’s ${cdus.length} CDUs`;
  const records = cdus.map(({ id }) => id);
  return {
    label: `Set the TCS supply of ${of} to ${celsius} °C`,
    records,
    bySolved: true,
    apply: (current) => setParameter(current, { records, parameter: 'supply_K', value: supply_K }),
  };
}

/** Warmer or colder water for a rack; none where its CDUs cannot hold what they are set to. */
export const supplySetPoint: Fixer = (input) => {
  const loop = loopOf(input, input.finding.subjects[0] ?? '');
  const { cdus, low_K, high_K, setPoint_K, holds } = loop;
  const wanted_K = setPoint_K > high_K ? tenths(high_K, Math.floor) : setPoint_K < low_K ? tenths(low_K, Math.ceil) : undefined;
  if (cdus.length === 0 || !holds || wanted_K === undefined || wanted_K < low_K || wanted_K > high_K) return [];
  return [setSupply(cdus, wanted_K)];
};

/** Lets the CDUs keep above the dew point, where the racks take water that warm. */
export const supplyOverDewPoint: Fixer = (input) => {
  const { cdus, low_K, high_K } = loopOf(input, input.finding.subjects[0] ?? '');
  const wanted_K = tenths(low_K, Math.ceil);
  if (cdus.length === 0 || wanted_K > high_K) return [];
  return [setSupply(cdus, wanted_K)];
};

/** Fewer pumps beside one another, where the fewest that hold the set point each run in their stable range. */
export const stagePumps: Fixer = ({ document, analysis, finding }) => {
  const pump = document.tables.equipment.get(finding.subjects[0] ?? '');
  const parameters = pump && parametersOf(document, pump);
  if (!pump || !parameters?.ok || parameters.value.staging === 'as needed') return [];
  const p: PumpParameters = parameters.value;
  const systems = new Set(connectionsAt(document, pump.id).map(({ system }) => system));
  const beside = [...document.tables.equipment.values()].filter((each) => each.item === pump.item && onAny(document, each.id, systems));
  const flow = beside.reduce((sum, { id }) => sum + (quantityOf(analysis.results, id, 'flow') ?? 0), 0);
  let running = 1;
  const speed = () => speedFor(p, flow / running, p.differentialPressure_Pa);
  while (running < beside.length && speed() > p.stagingSpeed) running++;
  if (running === beside.length || flow / running < (p.minFlow_m3_s ?? 0) * speed()) return [];
  const label = `Run ${running} of the ${beside.length} pumps, more as needed`;
  const records = beside.map(({ id }) => id);
  const apply = (current: Document) => setParameter(current, { records, parameter: 'staging', value: 'as needed' });
  return [{ label, records, bySolved: true, apply }];
};

/** Set points of Δp are typed in steps of 5 kPa. */
const pressureStep_Pa = 5000;
/** Over what the racks lack, for what the pipes take more. */
const pressureMargin = 1.03;

/**
 * More Δp for a loop whose racks get too little flow with their valves open. Heads of the whole loop go with the square of
 * its flow, and so by affinity do those of the pumps: offered where the fastest of them has that speed left.
 */
export const raiseDifferentialPressure: Fixer = ({ document, analysis, finding }) => {
  const short = finding.subjects[0] ?? '';
  const systems = systemsOf(document, short, 'tcs');
  const figure = (id: RecordId, key: QuantityKey) => quantityOf(analysis.results, id, key);
  let lack = 1;
  for (const { equipment, parameters: p } of racksOf(document)) {
    const [rise, supply] = [figure(equipment.id, 'temperatureRise'), figure(equipment.id, 'supplyTemperature')];
    if (rise === undefined || supply === undefined || !onAny(document, equipment.id, systems)) continue;
    const wanted_K = p.flowControl === 'temperature-rise' ? p.temperatureRise_K : p.returnTemperature_K - supply;
    if (wanted_K > 0) lack = Math.max(lack, rise / wanted_K);
  }
  const cdus = [...document.tables.equipment.values()].filter(
    (each) => kindOf(document, each)?.kind === 'cdu' && onAny(document, each.id, systems) && figure(each.id, 'speed') !== undefined,
  );
  const held_Pa = cdus.flatMap((cdu) => {
    const p = parametersOf(document, cdu);
    return p.ok ? [p.value.differentialPressure_Pa as number] : [];
  });
  const now_Pa = Math.max(0, ...held_Pa);
  if (lack === 1 || now_Pa === 0) return [];
  const next_Pa = Math.ceil((now_Pa * lack ** 2 * pressureMargin) / pressureStep_Pa) * pressureStep_Pa;
  const fastest = Math.max(...cdus.map(({ id }) => figure(id, 'speed') ?? 1));
  if (fastest * Math.sqrt(next_Pa / now_Pa) > 1) return [];
  const of = cdus.length === 1 ? cdus[0]?.tag : `the loop’s ${cdus.length} CDUs`;
  const records = cdus.map(({ id }) => id);
  return [
    {
      label: `Raise the Δp set point of ${of} from ${now_Pa / 1000} to ${next_Pa / 1000} kPa`,
      records,
      bySolved: true,
      apply: (current) => setParameter(current, { records, parameter: 'differentialPressure_Pa', value: next_Pa }),
    },
  ];
};
