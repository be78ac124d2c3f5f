/** A board in the power system: incoming breakers, a main bar, one breaker per connected way. */
import type { BranchProtection, BranchRating, ElectricalBuild, ElectricalContribution } from '../../network/electrical.ts';
import type { BoardParameters } from './board.ts';

/** Stated for rising trips; a breaker takes the figure of the next larger one. */
const letThroughOf = (points: BoardParameters['letThrough'], trip_A: number): number | undefined =>
  points?.find(([current_A]) => current_A >= trip_A)?.[1];

/**
 * Only connected ways are built. With several incomers in transfer mode the first live one closes,
 * so two trains are never paralleled through a board.
 */
export const boardElectrical: ElectricalContribution<BoardParameters> = (build) => board(build, 'ac');
export const dcBoardElectrical: ElectricalContribution<BoardParameters> = (build) => board(build, 'dc');

function board(build: ElectricalBuild<BoardParameters>, current: 'ac' | 'dc'): void {
  const p = build.parameters;
  const breaker = (current_A: number): BranchRating => ({ current_A, continuousFactor: p.continuousFactor, what: 'breaker' });
  const letThrough_A2s = letThroughOf(p.letThrough, p.way_A);
  const wayProtection: BranchProtection = {
    interrupting_A: p.interrupting_A,
    clearing_s: p.wayClearing_s,
    delayed_s: Math.max(p.wayClearing_s, p.incomerClearing_s),
    pickup_A: p.pickup * p.way_A,
    ...(letThrough_A2s !== undefined && { letThrough_A2s }),
  };
  const incoming = build.inner('incoming', p.voltage_V, current);
  const bar = build.inner('bar', p.voltage_V, current);
  build.branch({
    name: 'bar',
    from: incoming,
    to: bar,
    element: { type: 'switch', closed: true },
    rating: { current_A: p.bar_A, continuousFactor: 1, what: 'busbar', ...(p.power_W !== undefined && { power_W: p.power_W }) },
  });
  const transfers = p.incomers > 1 && p.incomerMode === 'transfer';
  for (let i = 1; i <= p.incomers; i++) {
    const name = `in-${i}`;
    if (!build.connected(name)) continue;
    build.branch({
      name,
      from: build.port(name, p.voltage_V),
      to: incoming,
      element: { type: 'switch', closed: true, ...(transfers && { transfer: { group: build.record, order: i } }) },
      rating: breaker(p.incomer_A),
      protection: { interrupting_A: p.interrupting_A, clearing_s: p.incomerClearing_s },
    });
  }
  for (let way = 1; way <= p.ways; way++) {
    const name = `out-${way}`;
    if (!build.connected(name)) continue;
    build.branch({
      name,
      from: bar,
      to: build.port(name, p.voltage_V),
      element: { type: 'switch', closed: true },
      rating: breaker(p.way_A),
      protection: wayProtection,
    });
  }
}
