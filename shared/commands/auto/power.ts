/** Power of a selection: services to transformers to boards to racks and drives, A and B on different trains. */
import { cableSets, lineCurrent } from '../../catalogue/sizing.ts';
import type { Equipment } from '../../document/records.ts';
import { sameVoltage } from '../compatible.ts';
import { floorAt_m } from '../spaces.ts';
import { buswaysFor, whips } from './busways.ts';
import { connectDirectCurrent } from './dc-power.ts';
import { designPower_W, designPowerFactor } from './design-demand.ts';
import type { Draft } from './draft.ts';
import { Power, tray_m } from './power-net.ts';
import type { Wanted } from './power-sources.ts';
import { connectCapacitors, connectTransferSwitches } from './power-units.ts';
import { type Train, trainsOf } from './trains.ts';

const trains: readonly Train[] = ['A', 'B'];
const chain = ['switchgear', 'transformer', 'switchboard', 'ups', 'switchboard', 'rpp'] as const;
const drives = new Set([
  'cdu',
  'pump',
  'chiller',
  'water-cooled-chiller',
  'dry-cooler',
  'adiabatic-cooler',
  'cooling-tower',
  'fan-wall',
  'in-row-cooler',
  'rear-door',
]);
const behindUps = new Set(['cdu']);

/** Current that a board, transformer or UPS may ask of what feeds it: its own full rating. */
function fullCurrent(d: Draft, kind: string, equipment: Equipment): { current_A: number; voltage_V: number; port: string } | undefined {
  const p = d.parametersOf(equipment);
  if (!p) return undefined;
  if (kind === 'transformer') return { current_A: p.rating_VA / (Math.sqrt(3) * p.primary_V), voltage_V: p.primary_V, port: 'primary' };
  if (kind === 'ups') return { current_A: lineCurrent(p.rating_W, p.voltage_V, 0.98), voltage_V: p.voltage_V, port: 'in' };
  // A board is asked for what its loads draw, not for its bar: the loads are checked one by one as they are given out.
  return { current_A: 0, voltage_V: p.voltage_V, port: 'in-1' };
}

function connectChain(d: Draft, power: Power, selection: readonly Equipment[]): void {
  const reasons = new Map<Equipment, string>();
  for (const kind of chain) {
    const waiting = selection
      .filter((each) => d.kind(each) === kind)
      .sort((a, b) => (d.parametersOf(b)?.bar_A ?? 0) - (d.parametersOf(a)?.bar_A ?? 0));
    for (const equipment of waiting) {
      const full = fullCurrent(d, kind, equipment);
      const port = full && d.freePorts(equipment, ({ name }) => name === full.port)[0];
      if (!full || !port) continue;
      const train = power.trainOf(equipment);
      const source = power.feed(
        { of: kind, train, voltage_V: full.voltage_V, current_A: full.current_A, near: equipment, protect: undefined },
        port,
      );
      if (typeof source === 'string') {
        reasons.set(equipment, source);
        continue;
      }
      reasons.delete(equipment);
      power.markFed(equipment, source.protected);
    }
  }
  for (const [equipment, reason] of reasons) d.left(equipment, reason);
}

/** Generators and storage close onto a spare incomer of the first board of their voltage on their train. */
function connectGenerators(d: Draft, power: Power, selection: readonly Equipment[]): void {
  const sets = selection.filter((each) => ['generator', 'bess'].includes(d.kind(each)) && d.isFree(each, 'out'));
  const train = trainsOf(d, sets);
  for (const set of sets) {
    const p = d.parametersOf(set);
    const board = power.sources.find(
      (source) =>
        source.train === train.get(set.id) &&
        (source.kind === 'switchgear' || source.kind === 'switchboard') &&
        sameVoltage(source.voltage_V, p?.voltage_V ?? 0) &&
        d.freePorts(source.equipment, ({ name }) => name.startsWith('in-')).length > 0,
    );
    const from = d.port(set, 'out');
    const to = board && d.freePorts(board.equipment, ({ name }) => name.startsWith('in-'))[0];
    if (!p || !board || !from || !to) {
      d.left(set, `no board of train ${train.get(set.id)} at its voltage has a free incomer`);
      continue;
    }
    const current_A = lineCurrent(p.rating_W, p.voltage_V, p.powerFactor ?? 1);
    const item = board.voltage_V > 1000 ? 'mv-cable-20kv-240' : 'lv-cable-240';
    d.connect(item, power.systemOf(board), from, to, [floorAt_m(d.document, to.at_m[0], to.at_m[1]) + tray_m[board.train]], {
      parallel: cableSets(d, item, current_A),
    });
  }
}

function connectRacks(d: Draft, power: Power, selection: readonly Equipment[]): void {
  const racks = selection.filter((each) => d.kind(each) === 'rack');
  for (const train of trains) {
    if (!power.sources.some((source) => source.train === train && source.fed)) {
      for (const rack of racks)
        if (d.freePorts(rack, (port) => port.train === train && port.medium === 'ac').length > 0)
          d.left(rack, `there is no live board of train ${train}`);
      continue;
    }
    for (const feed of buswaysFor(d, racks, train)) {
      const port = d.port(feed.busway, 'feed');
      const p = d.parametersOf(feed.busway);
      if (!port || !p) continue;
      const current_A = lineCurrent(feed.power_W, p.voltage_V, 0.98);
      const source = power.feed({ of: 'busway', train, voltage_V: p.voltage_V, current_A, near: feed.busway, protect: true }, port);
      if (typeof source === 'string') d.left(feed.busway, source);
      else whips(d, feed, power.systemOf(source));
    }
  }
}

function connectDrives(d: Draft, power: Power, selection: readonly Equipment[]): void {
  const both = trains.every((train) => power.sources.some((source) => source.train === train && source.fed));
  selection
    .filter((each) => drives.has(d.kind(each)))
    .forEach((drive, i) => {
      const kind = d.kind(drive);
      if (both && d.parametersOf(drive)?.feeds === 1)
        d.set(drive, { feeds: 2, preferredFeed: 1 + (i % 2) }, 'two inlets with a transfer switch, one on each train');
      const p = d.parametersOf(drive);
      for (const port of d.freePorts(drive, ({ medium, direction }) => medium === 'ac' && direction === 'in')) {
        const train = port.port.train ?? 'A';
        const wanted: Wanted = {
          of: 'load',
          train,
          voltage_V: undefined,
          // Drives transfer: either inlet carries the whole when the other train is lost.
          current_A: lineCurrent(designPower_W(kind, p), 415, designPowerFactor(p)),
          near: drive,
          protect: behindUps.has(kind),
        };
        const source = power.feed(wanted, port);
        if (typeof source === 'string') d.left(drive, `${port.port.name}: ${source}`);
      }
    });
}

export function connectPower(d: Draft, selection: readonly Equipment[]): void {
  const power = new Power(d);
  connectChain(d, power, selection);
  connectGenerators(d, power, selection);
  if (power.sources.length === 0) {
    for (const each of selection) {
      if (d.freePorts(each, ({ medium, direction }) => medium === 'ac' && direction === 'in').length > 0)
        d.left(each, 'no service, transformer or board is in the design to feed it');
    }
    return;
  }
  connectTransferSwitches(d, power, selection);
  connectDirectCurrent(d, power, selection);
  connectRacks(d, power, selection);
  connectCapacitors(d, power, selection);
  connectDrives(d, power, selection);
}
