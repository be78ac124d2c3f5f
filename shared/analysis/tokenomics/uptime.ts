/**
 * Expected capacity of the drawn power and cooling, from failure rates and how many units of each group the load
 * needs. Expected capacity, not the chance that everything works: with a unit missing the rest still carries its part.
 */
import type { Assumed } from '../../catalogue/assumptions/assumption.ts';
import { type SiteAssumption, siteAssumed } from '../../catalogue/assumptions/site.ts';
import { kindOf, parametersOf } from '../../catalogue/resolve.ts';
import { type Document, siteOf } from '../../document/document.ts';
import type { Equipment, Site } from '../../document/records.ts';
import { type Analysis, quantityOf } from '../result.ts';
import { atLeast, expectedCapacity, inSeries, parallelUnavailability, trainingGoodput, unitAvailability } from './availability.ts';

export interface UptimePart {
  readonly title: string;
  /** Expected part of full capacity, 0…1. */
  readonly capacity: number;
  readonly formula: string;
  readonly inputs: readonly Assumed[];
}

export interface Uptime {
  readonly capacity: number;
  readonly parts: readonly UptimePart[];
}

const named = (site: Site, ...names: SiteAssumption[]): Assumed[] => names.map((name) => siteAssumed(site, name));
const numberOf = (site: Site, name: SiteAssumption): number => siteAssumed(site, name).value;

const ofKind = (document: Document, kinds: readonly string[]): Equipment[] =>
  [...document.tables.equipment.values()].filter((equipment) => kinds.includes(kindOf(document, equipment)?.kind ?? ''));

/** Units in groups that stand for one another: the same group record and kind. */
function standIns(document: Document, kinds: readonly string[]): Equipment[][] {
  const groups = new Map<string, Equipment[]>();
  for (const equipment of ofKind(document, kinds)) {
    const key = `${equipment.group ?? ''} ${kindOf(document, equipment)?.kind}`;
    groups.set(key, [...(groups.get(key) ?? []), equipment]);
  }
  return [...groups.values()];
}

/** Mean over groups of Σ P(j up)·min(1, j/needed) − β·U, weighted by what each group carries. */
function cooling(
  document: Document,
  analysis: Analysis,
  title: string,
  kinds: readonly string[],
  failures: SiteAssumption,
  repair: SiteAssumption,
): UptimePart | undefined {
  const site = siteOf(document);
  const A = unitAvailability(numberOf(site, failures), numberOf(site, repair));
  const beta = numberOf(site, 'commonCause');
  let weight = 0;
  let sum = 0;
  let shown = '';
  for (const units of standIns(document, kinds)) {
    const use = units.reduce((total, { id }) => total + (quantityOf(analysis.results, id, 'capacityUse') ?? 0), 0);
    const heat_W = units.reduce((total, { id }) => total + Math.abs(quantityOf(analysis.results, id, 'heat') ?? 0), 0);
    if (use <= 0 || heat_W <= 0) continue;
    // A common cause takes its part of a unit's unavailability from all at once; the rest fails unit by unit.
    const alone = 1 - (1 - beta) * (1 - A);
    const capacity = expectedCapacity(units.length, alone, (up) => Math.min(1, up / use)) - beta * (1 - A);
    weight += heat_W;
    sum += heat_W * capacity;
    shown ||= `${units.length} units carry the load of ${use.toFixed(2)}`;
  }
  if (weight === 0) return undefined;
  return {
    title,
    capacity: sum / weight,
    formula: `Σ P(j of n up)·min(1, j/needed) − β·U; ${shown}`,
    inputs: named(site, failures, repair, 'commonCause'),
  };
}

/** Trains that a rack draws from, each utility (or its generators), transformer and UPS in series; two trains side by side. */
function supply(document: Document): UptimePart {
  const site = siteOf(document);
  const kinds = (kind: string) => ofKind(document, [kind]);
  const utility = unitAvailability(numberOf(site, 'utilityFailures'), numberOf(site, 'utilityRepair_h'));
  const trains = Math.max(1, Math.min(2, new Set([...document.tables.system.values()].flatMap(({ train }) => train ?? [])).size));
  // Sets of one group start together for one train; one of them is taken to be redundant, as in the reference designs.
  const sets = standIns(document, ['generator']);
  const taken = sets.map(({ length }) => atLeast(Math.max(1, length - 1), length, numberOf(site, 'generatorStart')));
  const started = sets.length > 0 ? taken.reduce((sum, chance) => sum + chance, 0) / sets.length : 0;
  const source = utility + (1 - utility) * started;
  const chain = [
    source,
    ...(kinds('transformer').length > 0
      ? [unitAvailability(numberOf(site, 'transformerFailures'), numberOf(site, 'transformerRepair_h'))]
      : []),
    ...(kinds('ups').length > 0 ? [unitAvailability(numberOf(site, 'upsFailures'), numberOf(site, 'upsRepair_h'))] : []),
  ];
  const train = inSeries(chain);
  const both = trains === 2 ? 1 - parallelUnavailability([train, train]) : train;
  const beta = numberOf(site, 'commonCause');
  return {
    title: trains === 2 ? 'Power, two trains' : 'Power, one train',
    capacity: trains === 2 ? both - beta * (1 - train) : both,
    formula:
      trains === 2
        ? 'train = (utility or generators)·transformer·UPS; 1 − (1 − train)² − β·(1 − train)'
        : '(utility or generators)·transformer·UPS',
    inputs: named(site, 'utilityFailures', 'utilityRepair_h', 'generatorStart', 'transformerFailures', 'upsFailures', 'commonCause'),
  };
}

const coolers = ['chiller', 'dry-cooler', 'adiabatic-cooler', 'cooling-tower', 'water-cooled-chiller'] as const;

export function uptimeOf(document: Document, analysis: Analysis): Uptime {
  const parts = [
    supply(document),
    cooling(document, analysis, 'CDUs', ['cdu'], 'cduFailures', 'cduRepair_h'),
    cooling(document, analysis, 'Heat rejection', coolers, 'coolerFailures', 'coolerRepair_h'),
  ].filter((part) => part !== undefined);
  return { parts, capacity: inSeries(parts.map(({ capacity }) => capacity)) };
}

/** Part of the time that a training job of so many accelerators spends on work that is kept (Young, 1974). */
export function goodputOf(document: Document, accelerators: number): UptimePart {
  const site = siteOf(document);
  const rate = numberOf(site, 'interruptions_per_h');
  const input = {
    checkpoint_s: numberOf(site, 'checkpoint_s'),
    restart_s: numberOf(site, 'restart_s'),
    meanBetween_s: 3600 / (rate * Math.max(1, accelerators)),
  };
  return {
    title: 'Training goodput',
    capacity: rate === 0 ? 1 : Math.max(0, trainingGoodput(input).goodput),
    formula: '1 − d/τ − (τ/2 + R)/M, τ = √(2·d·M), M = 1/(rate · accelerators)',
    inputs: named(site, 'interruptions_per_h', 'checkpoint_s', 'restart_s'),
  };
}

/** Sum over all units of a kind of one rated parameter. */
export function ratedSum(document: Document, kind: string, parameter: string): number {
  return ofKind(document, [kind]).reduce((sum, equipment) => {
    const parameters = parametersOf(document, equipment);
    const value: unknown = parameters.ok ? parameters.value[parameter] : 0;
    return sum + (typeof value === 'number' ? value : 0);
  }, 0);
}
