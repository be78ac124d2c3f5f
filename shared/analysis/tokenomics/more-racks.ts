/**
 * How many more racks fit here: racks are placed in free positions of the drawn rows, connected as their neighbours are,
 * and the whole design is solved again, power, cooling and rules; what raises a new error is left out, with the reason.
 */
import { placeBeside } from '../../commands/place-beside.ts';
import { applyPatch, type Document, siteOf } from '../../document/document.ts';
import type { EquipmentId, IdSource, SpaceId } from '../../document/ids.ts';
import { type Patch, squash } from '../../document/patch.ts';
import { describeProblem, fail, isRefusal, type Problem, type Result, succeed } from '../../problem.ts';
import type { Consumer } from '../../solve/allocation.ts';
import { type Analysed, analyseDetailed } from '../analyse.ts';
import type { Finding } from '../result.ts';
import type { ScenarioOptions } from '../scenario-state.ts';
import { allocatePower, type PowerAllocation } from './allocate-power.ts';
import { type FreePlace, freePlaces } from './free-places.ts';

export interface MoreRacksOptions extends ScenarioOptions {
  /** Only rows of this hall. */
  readonly space?: SpaceId;
  /** No more than so many. */
  readonly most?: number;
  readonly newId: IdSource;
  /**
   * Worth of power of each rack, new ones included (a new rack does the work of its neighbour): then power is shared for
   * most worth, and a rack counts only where it earns something. Without it every rack draws what the scenario says.
   */
  readonly worthOf?: (rack: EquipmentId, likeRack: EquipmentId) => Consumer | undefined;
}

export interface AddedRack {
  readonly id: EquipmentId;
  readonly tag: string;
  readonly place: FreePlace;
}

export interface LeftPlace {
  readonly place: FreePlace;
  /** What stands against it: a refusal to connect, a limit, a finding. */
  readonly reason: string;
}

export interface MoreRacks {
  readonly added: readonly AddedRack[];
  readonly left: readonly LeftPlace[];
  /** The design with them, and the way there. */
  readonly document: Document;
  readonly patch: Patch;
  /** Weighted tokens/s of all racks before and after, where worth is given. */
  readonly before_per_s?: number;
  readonly allocation?: PowerAllocation;
  /** Designs solved on the way. */
  readonly solved: number;
}

interface Standing {
  readonly document: Document;
  readonly patch: Patch;
  readonly added: readonly AddedRack[];
  readonly analysed: Analysed;
  readonly allocation?: PowerAllocation;
}

/** Why racks cannot stand at some places. */
interface Against {
  readonly reason: string;
  /** It is the site as a whole that has no room: it would be so at every other place too. */
  readonly everywhere?: boolean;
}

const errorKey = ({ rule, subjects }: Finding) => `${rule} ${subjects.join(' ')}`;

export function moreRacks(document: Document, options: MoreRacksOptions): Result<MoreRacks> {
  const { newId, worthOf, most = Number.POSITIVE_INFINITY } = options;
  let solved = 0;
  const likeOf = new Map<EquipmentId, EquipmentId>();

  const solve = (drawn: Document, previous: Standing | undefined): Result<Pick<Standing, 'analysed' | 'allocation'>> => {
    solved++;
    if (!worthOf) {
      const answer = analyseDetailed(drawn, { ...options, ...(previous ? { previous: previous.analysed.coupled } : {}) });
      return answer.ok ? succeed({ analysed: answer.value }) : answer;
    }
    const worth = new Map<EquipmentId, Consumer>();
    for (const { id } of drawn.tables.equipment.values()) {
      const consumer = worthOf(id, likeOf.get(id) ?? id);
      if (consumer) worth.set(id, consumer);
    }
    const allocation = allocatePower(drawn, { ...options, worth });
    if (!allocation.ok) return allocation;
    const { rackPower_W, coupled } = allocation.value;
    const answer = analyseDetailed(drawn, { ...options, rackPower_W, previous: coupled });
    return answer.ok ? succeed({ analysed: answer.value, allocation: allocation.value }) : answer;
  };

  const start = solve(document, undefined);
  if (!start.ok) return start;
  let now: Standing = { document, patch: [], added: [], ...start.value };
  const known = new Set(start.value.analysed.analysis.findings.filter(({ severity }) => severity === 'error').map(errorKey));

  /** The design with racks at these places too, or why not. */
  const attempt = (places: readonly FreePlace[]): Standing | Against => {
    let { document: drawn, patch } = now;
    const added = [...now.added];
    for (const place of places) {
      const answer = placeBeside(drawn, { ...place, newId });
      if (isRefusal(answer)) return { reason: answer.refused };
      drawn = applyPatch(drawn, answer.patch);
      patch = squash(patch, answer.patch);
      const id = answer.selection?.[0] as EquipmentId;
      likeOf.set(id, place.neighbour);
      added.push({ id, tag: drawn.tables.equipment.get(id)?.tag ?? id, place });
    }
    const answer = solve(drawn, now);
    if (!answer.ok) return { reason: answer.problems.map((problem: Problem) => describeProblem(problem)).join('; ') };
    const { analysed, allocation } = answer.value;
    const error = analysed.analysis.findings.find((finding) => finding.severity === 'error' && !known.has(errorKey(finding)));
    if (error) return { reason: error.message, everywhere: error.subjects.includes(siteOf(document).id) };
    if (!analysed.analysis.summary) return { reason: 'the design has no solution with it' };
    if (allocation && now.allocation && !(allocation.result.value > now.allocation.result.value)) {
      return { reason: 'it would earn less than the power that it takes from the others' };
    }
    return { document: drawn, patch, added, analysed, ...(allocation ? { allocation } : {}) };
  };

  const left: LeftPlace[] = [];
  /** As many of these places as hold, by halves: what holds together needs one solution, what does not is found by bisection. */
  const itemAt = ({ neighbour }: FreePlace) => document.tables.equipment.get(neighbour)?.item ?? '';
  /** By item: why the site has no room for another. */
  const noRoom = new Map<string, string>();
  const fill = (all: readonly FreePlace[]): void => {
    const places = all.filter((place) => {
      const reason = noRoom.get(itemAt(place));
      if (reason !== undefined) left.push({ place, reason });
      return reason === undefined;
    });
    const wanted = places.slice(0, Math.max(0, most - now.added.length));
    if (wanted.length === 0) return;
    const answer = attempt(wanted);
    if (!('reason' in answer)) {
      now = answer;
      return;
    }
    const [only] = wanted;
    if (wanted.length === 1 && only) {
      left.push({ place: only, reason: answer.reason });
      if (answer.everywhere) noRoom.set(itemAt(only), answer.reason);
      return;
    }
    const middle = wanted.length >> 1;
    fill(wanted.slice(0, middle));
    fill(wanted.slice(middle));
  };
  const places = freePlaces(document, options.space);
  if (places.length === 0)
    return fail({ code: 'no-free-place', message: 'no row has a free place: every gap and end is taken by bodies or working space' });
  fill(places);
  return succeed({
    added: now.added,
    left,
    document: now.document,
    patch: now.patch,
    ...(start.value.allocation ? { before_per_s: start.value.allocation.result.value } : {}),
    ...(now.allocation ? { allocation: now.allocation } : {}),
    solved,
  });
}
