/** A board in the power system: incoming breakers, a main bar, one breaker per connected way. */
import type { BranchProtection, BranchRating, ElectricalBuild, ElectricalContribution } from '../../network/electrical.ts';
import { numbered, oncePerItem } from '../per-item.ts';
import type { BoardParameters } from './board.ts';

/** Stated for rising trips; a breaker takes the figure of the next larger one. */
const letThroughOf = (points: BoardParameters['letThrough'], trip_A: number): number | undefined =>
  points?.find(([current_A]) => current_A >= trip_A)?.[1];

interface Breaker {
  readonly rating: BranchRating;
  readonly protection: BranchProtection;
}

/** What all boards of an item have in common. */
interface BoardPlate {
  readonly bar: BranchRating;
  readonly incomer: Breaker;
  readonly way: Breaker;
}

const plateOf = oncePerItem((p: BoardParameters): BoardPlate => {
  const breaker = (current_A: number): BranchRating => ({ current_A, continuousFactor: p.continuousFactor, what: 'breaker' });
  const letThrough_A2s = letThroughOf(p.letThrough, p.way_A);
  return {
    bar: { current_A: p.bar_A, continuousFactor: 1, what: 'busbar', ...(p.power_W !== undefined && { power_W: p.power_W }) },
    incomer: { rating: breaker(p.incomer_A), protection: { interrupting_A: p.interrupting_A, clearing_s: p.incomerClearing_s } },
    way: {
      rating: breaker(p.way_A),
      protection: {
        interrupting_A: p.interrupting_A,
        clearing_s: p.wayClearing_s,
        delayed_s: Math.max(p.wayClearing_s, p.incomerClearing_s),
        pickup_A: p.pickup * p.way_A,
        ...(letThrough_A2s !== undefined && { letThrough_A2s }),
      },
    },
  };
});

const closedSwitch = { type: 'switch', closed: true } as const;
const incomerName = numbered('in-');
const wayName = numbered('out-');

/**
 * Only connected ways are built. With several incomers in transfer mode the first live one closes,
 * so two trains are never paralleled through a board.
 */
export const boardElectrical: ElectricalContribution<BoardParameters> = (build) => board(build, 'ac');
export const dcBoardElectrical: ElectricalContribution<BoardParameters> = (build) => board(build, 'dc');

function board(build: ElectricalBuild<BoardParameters>, current: 'ac' | 'dc'): void {
  const p = build.parameters;
  const plate = plateOf(p);
  const incoming = build.inner('incoming', p.voltage_V, current);
  const bar = build.inner('bar', p.voltage_V, current);
  build.branch({
    name: 'bar',
    from: incoming,
    to: bar,
    element: closedSwitch,
    rating: plate.bar,
  });
  const transfers = p.incomers > 1 && p.incomerMode === 'transfer';
  for (let i = 1; i <= p.incomers; i++) {
    const name = incomerName(i);
    if (!build.connected(name)) continue;
    build.branch({
      name,
      from: build.port(name, p.voltage_V),
      to: incoming,
      element: transfers ? { ...closedSwitch, transfer: { group: build.record, order: i } } : closedSwitch,
      ...plate.incomer,
    });
  }
  for (let way = 1; way <= p.ways; way++) {
    const name = wayName(way);
    if (!build.connected(name)) continue;
    build.branch({
      name,
      from: bar,
      to: build.port(name, p.voltage_V),
      element: closedSwitch,
      ...plate.way,
    });
  }
}
