/** Units beside the chain: transfer switches between the trains, capacitor banks on their boards. */
import { lineCurrent } from '../../catalogue/sizing.ts';
import type { Equipment } from '../../document/records.ts';
import type { Draft } from './draft.ts';
import type { Power } from './power-net.ts';
import { type Train, trainsOf } from './trains.ts';

/** Each incomer of a transfer switch on a train of its own, the preferred one on the switch's own train. */
export function connectTransferSwitches(d: Draft, power: Power, selection: readonly Equipment[]): void {
  for (const swap of selection.filter((each) => ['ats', 'sts'].includes(d.kind(each)))) {
    const p = d.parametersOf(swap);
    if (!p) continue;
    const own = power.trainOf(swap);
    const other: Train = own === 'A' ? 'B' : 'A';
    for (const port of d.freePorts(swap, ({ name }) => name.startsWith('in-'))) {
      const preferred = port.port.name === `in-${p.preferred}`;
      const source = power.feed(
        // It carries what its own loads draw: they are checked one by one as they are given out.
        { of: 'transfer-switch', train: preferred ? own : other, voltage_V: p.voltage_V, current_A: 0, near: swap, protect: undefined },
        port,
      );
      if (typeof source === 'string') d.left(swap, `${port.port.name}: ${source}`);
      else power.markFed(swap, source.protected);
    }
  }
}

/** Banks hang on a way of a board that carries their current. */
export function connectCapacitors(d: Draft, power: Power, selection: readonly Equipment[]): void {
  const banks = selection.filter((each) => d.kind(each) === 'capacitor-bank' && d.isFree(each, 'feed-1'));
  const trains = trainsOf(d, banks);
  for (const bank of banks) {
    const p = d.parametersOf(bank);
    const port = d.port(bank, 'feed-1');
    if (!p || !port) continue;
    const source = power.feed(
      {
        of: 'load',
        train: trains.get(bank.id) ?? 'A',
        voltage_V: p.voltage_V,
        current_A: lineCurrent(p.rating_var, p.voltage_V, 1),
        near: bank,
        protect: false,
      },
      port,
    );
    if (typeof source === 'string') d.left(bank, source);
  }
}
