/**
 * Connects a selection by the field's rules: racks to the nearest CDUs with heat and flow left, over manifolds
 * and headers; CDUs, air coolers, pumps and outdoor units to loops of facility and chilled water; A and B feeds to different trains; drives
 * to the smallest way that carries them. What cannot be connected is left with the reason, record by record.
 */
import type { Document } from '../document/document.ts';
import type { IdSource, RecordId } from '../document/ids.ts';
import { type Refusal, refuse } from '../problem.ts';
import { coolantHeat_W } from './auto/design-demand.ts';
import { type AutoLine, Draft } from './auto/draft.ts';
import { connectPower } from './auto/power.ts';
import { connectTcs } from './auto/tcs.ts';
import { connectVessels } from './auto/vessels.ts';
import { connectWater } from './auto/water.ts';
import type { Change } from './command.ts';
import { describeRecords, equipmentAmong, nothingSelected } from './subjects.ts';

export interface AutoConnectArguments {
  readonly records: readonly RecordId[];
  readonly liquid: boolean;
  readonly power: boolean;
  readonly newId: IdSource;
}

export interface AutoConnected extends Change {
  /** What was done about which record, and what was left and why: read before it is committed. */
  readonly lines: readonly AutoLine[];
}

export function autoConnect(document: Document, { records, liquid, power, newId }: AutoConnectArguments): AutoConnected | Refusal {
  const selection = equipmentAmong(document, records);
  if (selection.length === 0) return nothingSelected('connect');
  const draft = new Draft(document, newId);
  if (liquid) {
    const loops = connectTcs(draft, selection);
    const racks = selection.filter((each) => draft.kind(each) === 'rack');
    const heat = racks.reduce(
      ({ coolant_W, air_W }, rack) => {
        const p = draft.parametersOf(rack) ?? { design_W: 0, liquidShare: 0 };
        return { coolant_W: coolant_W + coolantHeat_W(p), air_W: air_W + p.design_W - coolantHeat_W(p) };
      },
      { coolant_W: 0, air_W: 0 },
    );
    const water = connectWater(draft, selection, heat);
    connectVessels(draft, selection, [
      ...loops.map(({ system, headers }) => ({ system, returns: headers.return })),
      ...water.filter(({ isNew }) => isNew).map(({ system, headers }) => ({ system, returns: headers.return })),
    ]);
  }
  if (power) connectPower(draft, selection);
  if (draft.lines.length === 0) return refuse('Nothing to connect: every port of the selection already has a run');
  return {
    label: `Connect ${describeRecords(
      document,
      selection.map(({ id }) => id),
    )}`,
    patch: draft.patch(),
    lines: draft.lines,
  };
}
