/**
 * Stranded power: what the supply could deliver to more IT load and cannot, because something between
 * supply and rack runs out first. All figures are watts at rack inputs, in the scenario's redundancy
 * state, on tangents of the solved plant (exact for small growth, good to second order).
 */
import type { Document } from '../../document/document.ts';
import { siteOf } from '../../document/document.ts';
import type { EquipmentId, RecordId } from '../../document/ids.ts';
import type { Coupled } from '../couple.ts';
import type { PlantLimit, PowerLimits } from '../tokenomics/limits/plant-limit.ts';
import { powerLimits } from '../tokenomics/limits/power-limits.ts';
import { causeOf, causeTitle, type StrandedCause } from './causes.ts';
import { type Growth, growEvenly } from './even-growth.ts';

export interface StrandedPart {
  readonly cause: StrandedCause;
  readonly title: string;
  readonly power_W: number;
}

/** What would have to grow, and by how much, in the unit of its limit. */
export interface Shortage {
  readonly record: RecordId;
  readonly missing: number;
  readonly unit: 'W' | 'm³/s';
}

/** Enlarging everything of one cause, and nothing else. */
export interface Relief extends StrandedPart {
  readonly shortages: readonly Shortage[];
}

export interface StrandedPower {
  /** More rack power that the supply alone would carry. */
  readonly provisioned_W: number;
  /** More rack power that can be used as the plant stands, all racks growing evenly. */
  readonly usable_W: number;
  readonly stranded_W: number;
  /** Causes taken away one after the other, unbalanced phases first and then at each step the one that frees most; the parts add up to `stranded_W`. */
  readonly byCause: readonly StrandedPart[];
  /** Each cause taken away alone; those that free most per record to enlarge come first, so the first is the cheapest. Prices are not known to the catalogue. */
  readonly reliefs: readonly Relief[];
  /** What stops how many racks as the plant stands. */
  readonly holding: readonly { readonly record: RecordId; readonly cause: StrandedCause; readonly racks: number }[];
}

interface Row extends PlantLimit {
  readonly cause: StrandedCause;
  /** A phase of an element goes when the element is enlarged, too. */
  readonly within?: StrandedCause;
}

/** Limits that racks share: a rack's own inlet, whip and shelves come with the rack. */
export const sharedLimits = ({ limits, racks }: PowerLimits): PlantLimit[] =>
  limits.filter(({ members }) => members.length > 1 || racks.length === 1);

/**
 * The supply: utility services and the agreed power. Where no utility carries, generators do, and what
 * counts as provisioned is the agreed power, or else all that they could give.
 */
function supplyOf(document: Document, rows: readonly Row[]): PlantLimit[] {
  const utility = rows.filter(({ cause }) => cause === 'utility');
  if (utility.length > 0) return utility;
  const sets = rows.filter(({ cause }) => cause === 'generator');
  if (sets.length === 0) return [];
  const together = new Map<number, number>();
  for (const { members, coefficients } of sets)
    Array.from(members).forEach((rack, k) => {
      together.set(rack, (together.get(rack) ?? 0) + (coefficients[k] ?? 0));
    });
  const site = siteOf(document);
  const members = [...together.keys()].sort((a, b) => a - b);
  return [
    {
      id: `${site.id}/supply`,
      owner: site.id,
      resource: 'utility',
      unit: 'W',
      members,
      coefficients: members.map((rack) => together.get(rack) ?? 0),
      present: sets.reduce((sum, { present }) => sum + present, 0),
      capacity: site.utilityLimit_W ?? sets.reduce((sum, { capacity }) => sum + capacity, 0),
    },
  ];
}

/** By how much rows are past their limits once racks have grown. */
function shortagesOf(rows: readonly Row[], { added_W }: Growth): Shortage[] {
  const worst = new Map<RecordId, Shortage>();
  for (const { owner, unit, members, coefficients, present, capacity } of rows) {
    const grown = Array.from(members).reduce((sum, rack, k) => sum + (coefficients[k] ?? 0) * (added_W[rack] ?? 0), present);
    const missing = grown - capacity;
    if (missing <= 1e-9 * capacity || missing <= (worst.get(owner)?.missing ?? 0)) continue;
    worst.set(owner, { record: owner, missing, unit });
  }
  return [...worst.values()].sort((a, b) => (a.record < b.record ? -1 : 1));
}

/** Smaller gains are rounding, as a part of what is provisioned. */
const noticeable = 1e-6;

/** @param limits rows of the same design and solution, where they are already made; making them solves the plant once more. */
export function strandedPower(document: Document, coupled: Coupled, limits: PowerLimits = powerLimits(document, coupled)): StrandedPower {
  const racks = limits.racks.length;
  const rows = sharedLimits(limits).map((limit): Row => {
    const cause = causeOf(document, limit);
    return { ...limit, cause, ...(cause === 'phase' && { within: causeOf(document, { ...limit, resource: 'power' }) }) };
  });
  const supply = supplyOf(document, rows);
  const between = rows.filter(({ cause }) => cause !== 'utility');
  const grow = (relieved: ReadonlySet<StrandedCause>) =>
    growEvenly(racks, [
      ...supply,
      ...between.filter(({ cause, within }) => !relieved.has(cause) && !(within !== undefined && relieved.has(within))),
    ]);

  const provisioned_W = growEvenly(racks, supply).total_W;
  const now = grow(new Set());
  const usable_W = now.total_W;
  const least_W = noticeable * provisioned_W;
  const causes = [...new Set(between.map(({ cause }) => cause))].sort();

  const relieved = new Set<StrandedCause>();
  const byCause: StrandedPart[] = [];
  for (let reached_W = usable_W; provisioned_W - reached_W > least_W; ) {
    const steps = causes
      .filter((cause) => !relieved.has(cause))
      .map((cause) => ({ cause, total_W: grow(new Set([...relieved, cause])).total_W }))
      .sort((a, b) => b.total_W - a.total_W || (a.cause < b.cause ? -1 : 1));
    // Spreading loads over the phases costs no larger element: it comes before what would enlarge one.
    const spread = steps.find(({ cause, total_W }) => cause === 'phase' && total_W - reached_W > least_W);
    const best = spread ?? steps[0];
    if (!best) break;
    relieved.add(best.cause);
    byCause.push({ cause: best.cause, title: causeTitle(best.cause), power_W: Math.max(0, best.total_W - reached_W) });
    reached_W = Math.max(reached_W, best.total_W);
  }

  const reliefs = causes.flatMap((cause): Relief[] => {
    const grown = grow(new Set([cause]));
    const power_W = grown.total_W - usable_W;
    if (power_W <= least_W) return [];
    return [
      {
        cause,
        title: causeTitle(cause),
        power_W,
        shortages: shortagesOf(
          between.filter((row) => row.cause === cause),
          grown,
        ),
      },
    ];
  });
  const perRecord = ({ power_W, shortages }: Relief) => power_W / Math.max(1, shortages.length);
  reliefs.sort((a, b) => perRecord(b) - perRecord(a) || (a.cause < b.cause ? -1 : 1));

  const held = new Map<RecordId, { cause: StrandedCause; racks: number }>();
  const all = [...supply.map((row) => ({ ...row, cause: 'utility' as const })), ...between];
  now.heldBy.forEach((r) => {
    const row = all[r];
    if (!row) return;
    held.set(row.owner, { cause: row.cause, racks: (held.get(row.owner)?.racks ?? 0) + 1 });
  });
  return {
    provisioned_W,
    usable_W,
    stranded_W: Math.max(0, provisioned_W - usable_W),
    byCause,
    reliefs,
    holding: [...held].map(([record, found]) => ({ record, ...found })).sort((a, b) => b.racks - a.racks || (a.record < b.record ? -1 : 1)),
  };
}

/** Racks as the limits know them: their indices by id. */
export const rackIndex = ({ racks }: PowerLimits): ReadonlyMap<EquipmentId, number> => new Map(racks.map((id, rack) => [id, rack]));
