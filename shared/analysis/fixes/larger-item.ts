/** Equipment that is too small: its item’s own value back, the next larger item, or the next rating made. */

import type { AnyParameters } from '../../catalogue/kind.ts';
import { catalogue, pinItem } from '../../catalogue/library.ts';
import { itemParameters, kindOf, parametersOf } from '../../catalogue/resolve.ts';
import { trips_A } from '../../catalogue/sizing.ts';
import { replaceItem } from '../../commands/replace-item.ts';
import { setParameter } from '../../commands/set-parameter.ts';
import { type Document, itemOf } from '../../document/document.ts';
import type { IdSource } from '../../document/ids.ts';
import type { Equipment, Item } from '../../document/records.ts';
import { isRefusal } from '../../problem.ts';
import { barBinds } from '../busway-limit.ts';
import { type Fix, type Fixer, inTurn } from './fix.ts';

export interface ItemChoice {
  readonly item: Item;
  readonly values: AnyParameters;
}

/** Items of a kind with their values: the design’s own copies first, then those of the catalogue. */
export function choicesOf(document: Document, kind: string, newId: IdSource): readonly ItemChoice[] {
  const own = [...document.tables.item.values()].filter((item) => item.kind === kind);
  const names = new Set(own.map(({ name }) => name));
  const others = catalogue.filter((item) => item.kind === kind && !names.has(item.name)).map((item) => pinItem(item, newId('item')));
  return [...own, ...others].flatMap((item) => {
    const values = itemParameters(item);
    return values.ok ? [{ item, values: values.value }] : [];
  });
}

/** What must stay as it is when a larger piece comes in. */
const kept = ['voltage_V', 'primary_V', 'secondary_V', 'tap_A', 'precharge_Pa'] as const;

/** Makes `parameter` of a record at least `needed`: by taking an override back, or with the smallest item that has it. */
export function largerBy(document: Document, equipment: Equipment, parameter: string, needed: number, newId: IdSource): readonly Fix[] {
  const own = itemOf(document, equipment);
  const ownValues = itemParameters(own);
  const now = parametersOf(document, equipment);
  if (!ownValues.ok || !now.ok) return [];
  const reset = (current: Document) => setParameter(current, { records: [equipment.id], parameter, value: undefined });
  const overridden = parameter in equipment.overrides;
  if (overridden && (ownValues.value[parameter] as number) >= needed)
    return [{ label: `Give ${equipment.tag} back what ${own.title} has`, records: [equipment.id], bySolved: true, apply: reset }];
  const larger = choicesOf(document, own.kind, newId)
    .filter(({ values }) => values[parameter] >= needed && kept.every((name) => values[name] === ownValues.value[name]))
    .sort((a, b) => a.values[parameter] - b.values[parameter]);
  for (const { item } of larger) {
    const replace = (current: Document) => replaceItem(current, { records: [equipment.id], item });
    if (isRefusal(replace(document))) continue;
    const label = `Replace ${equipment.tag} by ${item.title}`;
    const apply = (current: Document) => inTurn(current, label, overridden ? [reset, replace] : [replace]);
    return [{ label, records: [equipment.id], bySolved: true, apply }];
  }
  return [];
}

const subjectOf = ({ document, finding }: Parameters<Fixer>[0]): Equipment | undefined =>
  document.tables.equipment.get(finding.subjects[0] ?? '');

export const largerVessel: Fixer = (input) => {
  const vessel = subjectOf(input);
  return vessel ? largerBy(input.document, vessel, 'vessel_m3', input.finding.actual, input.newId) : [];
};

/** Rating that decides the loading of a kind. */
const ratings: Readonly<Record<string, string>> = {
  busway: 'rating_A',
  'dc-busway': 'rating_A',
  transformer: 'rating_VA',
  ups: 'rating_W',
  generator: 'rating_W',
  rectifier: 'rating_W',
};

const barOf = ({ document, analysis, finding }: Parameters<Fixer>[0], busway: Equipment): boolean =>
  barBinds(document, analysis.results, busway, finding.actual / finding.limit);

/** Tap-offs of a busway whose bar would carry more: the next frame made. */
export const largerTapOff: Fixer = (input) => {
  const { document, finding } = input;
  const busway = subjectOf(input);
  const kind = busway && kindOf(document, busway)?.kind;
  const now = busway && parametersOf(document, busway);
  if (!busway || !now?.ok || !kind?.endsWith('busway') || barOf(input, busway)) return [];
  const needed = ((now.value.tap_A as number) * finding.actual) / finding.limit / 0.95;
  const next = trips_A.find((trip) => trip >= needed && trip <= now.value.rating_A);
  if (next === undefined) return [];
  const label = `Tap-offs of ${next} A on ${busway.tag}`;
  const apply = (current: Document) => setParameter(current, { records: [busway.id], parameter: 'tap_A', value: next });
  return [{ label, records: [busway.id], bySolved: true, apply }];
};

export const largerRating: Fixer = (input) => {
  const equipment = subjectOf(input);
  const kind = equipment && kindOf(input.document, equipment)?.kind;
  const parameter = ratings[kind ?? ''];
  if (!equipment || !kind || !parameter || (kind.endsWith('busway') && !barOf(input, equipment))) return [];
  const now = parametersOf(input.document, equipment);
  if (!now.ok) return [];
  // Room enough not to be near the limit again.
  const needed = ((now.value[parameter] as number) * input.finding.actual) / input.finding.limit / 0.95;
  return largerBy(input.document, equipment, parameter, needed, input.newId);
};

/** Breaking capacities that are made, A: the R10 series with the figures usual below 1 kV (IEC 60947-2, IEC 62271-100). */
const made_A = [10e3, 16e3, 20e3, 25e3, 31.5e3, 36e3, 40e3, 50e3, 65e3, 80e3, 100e3, 120e3, 150e3, 200e3];

/** Breakers of the same board for the fault at its bar: as the item is built where that will do, else the next capacity made. */
export const largerBreakers: Fixer = (input) => {
  const { document, finding } = input;
  const board = subjectOf(input);
  const now = board && parametersOf(document, board);
  if (!board || !now?.ok) return [];
  const parameter = now.value.withstand_A === undefined ? 'interrupting_A' : 'withstand_A';
  // Breaking and making capacity grow together: the finding says by how much.
  const needed = (now.value[parameter] as number) * (finding.actual / finding.limit);
  const own = itemParameters(itemOf(document, board));
  const records = [board.id];
  // The findings of breaking and of making ask for one each: the larger of them stays.
  const grown = (label: string, to_A: number, value: number | undefined): Fix => ({
    label,
    records,
    apply: (current) => {
      const held = current.tables.equipment.get(board.id);
      const present = held && parametersOf(current, held);
      if (present?.ok && (present.value[parameter] as number) >= to_A) return { label, patch: [] };
      return setParameter(current, { records, parameter, value });
    },
  });
  const built_A = own.ok ? (own.value[parameter] as number) : 0;
  if (parameter in board.overrides && built_A >= needed)
    return [grown(`Give ${board.tag} back the breakers of ${itemOf(document, board).title}`, built_A, undefined)];
  const next = made_A.find((rating_A) => rating_A >= needed);
  return next === undefined ? [] : [grown(`Breakers for ${next / 1000} kA in ${board.tag}`, next, next)];
};
