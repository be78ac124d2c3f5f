/** Direct current of a selection: rectifiers from their boards, side by side on DC boards, busways or stages to the racks. */
import { lineCurrent } from '../../catalogue/sizing.ts';
import type { Equipment } from '../../document/records.ts';
import { buswaysFor, tapCables } from './busways.ts';
import type { Draft } from './draft.ts';
import type { Power } from './power-net.ts';
import type { Wanted } from './power-sources.ts';
import type { Train } from './trains.ts';

const trains: readonly Train[] = ['A', 'B'];

/** One feed at a port, and what is fed by it counts as live; the reason is said where none suits. */
function feedUnit(d: Draft, power: Power, unit: Equipment, port: string, wanted: Pick<Wanted, 'of' | 'voltage_V' | 'current_A'>): void {
  const place = d.isFree(unit, port) ? d.port(unit, port) : undefined;
  if (!place) return;
  const source = power.feed({ ...wanted, train: power.trainOf(unit), near: unit, protect: undefined }, place);
  if (typeof source === 'string') d.left(unit, source);
  else power.markFed(unit, source.protected);
}

export function connectDirectCurrent(d: Draft, power: Power, selection: readonly Equipment[]): void {
  const ofKind = (kind: string) => selection.filter((each) => d.kind(each) === kind);
  for (const unit of ofKind('rectifier')) {
    const p = d.parametersOf(unit);
    if (!p) continue;
    const input_W = p.rating_W / (p.efficiency.at(-1)?.[1] ?? 1);
    feedUnit(d, power, unit, 'in', {
      of: 'rectifier',
      voltage_V: p.input_V,
      current_A: lineCurrent(input_W, p.input_V, p.inputPowerFactor),
    });
  }
  for (const board of ofKind('dc-board')) {
    const p = d.parametersOf(board);
    if (!p) continue;
    // Every incomer that a rectifier of its train is left for: they share the bar.
    const incomers = d.freePorts(board, ({ name }) => name.startsWith('in-'));
    let fed = d.ports(board).some(({ name }) => name.startsWith('in-') && !d.isFree(board, name));
    for (const incomer of incomers) {
      const source = power.feed(
        { of: 'dc-board', train: power.trainOf(board), voltage_V: p.voltage_V, current_A: 0, near: board, protect: undefined },
        incomer,
      );
      if (typeof source !== 'string') {
        power.markFed(board, source.protected);
        fed = true;
      } else if (!fed) d.left(board, source);
      if (typeof source === 'string') break;
    }
  }
  for (const stage of ofKind('dc-converter')) {
    const p = d.parametersOf(stage);
    if (p) feedUnit(d, power, stage, 'in', { of: 'dc-converter', voltage_V: p.input_V, current_A: p.rating_W / p.input_V });
  }
  for (const busway of ofKind('dc-busway')) {
    const p = d.parametersOf(busway);
    if (p) feedUnit(d, power, busway, 'feed', { of: 'dc-busway', voltage_V: p.voltage_V, current_A: 0 });
  }
  connectDcRacks(d, power, ofKind('rack'));
}

function connectDcRacks(d: Draft, power: Power, racks: readonly Equipment[]): void {
  for (const train of trains) {
    const open = racks.filter((rack) => d.freePorts(rack, (port) => port.medium === 'dc' && port.train === train).length > 0);
    if (open.length === 0) continue;
    if (!power.sources.some((source) => source.train === train && source.fed && source.dc)) {
      for (const rack of open) d.left(rack, `there is no live direct current of train ${train}`);
      continue;
    }
    for (const feed of buswaysFor(d, open, train, 'dc')) {
      const port = d.port(feed.busway, 'feed');
      const p = d.parametersOf(feed.busway);
      if (!port || !p) continue;
      const source = power.feed(
        { of: 'dc-busway', train, voltage_V: p.voltage_V, current_A: feed.power_W / p.voltage_V, near: feed.busway, protect: undefined },
        port,
      );
      if (typeof source === 'string') d.left(feed.busway, source);
      else tapCables(d, feed, power.systemOf(source));
    }
  }
}
