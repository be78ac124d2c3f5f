import { describe, expect, it } from 'vitest';
import { sequentialIds } from '../../document/ids.ts';
import type { ElectricalBuild, ElectricalLoad } from '../../network/electrical.ts';
import type { AnyParameters } from '../kind.ts';
import { catalogue, pinItem } from '../library.ts';
import { itemParameters } from '../resolve.ts';
import { kinds } from './index.ts';

/** The load that an item of a kind puts on its feeders with its motors supplied as told. */
function loadOf(kind: string, drive: 'direct' | 'converter'): Omit<ElectricalLoad, 'owner'> | undefined {
  const definition = kinds.find((each) => each.kind === kind);
  const item = catalogue.find((each) => each.kind === kind);
  if (!definition || !item) throw new Error(`no item of ${kind}`);
  const usual = itemParameters(pinItem(item, sequentialIds('item')('item')));
  if (!usual.ok) throw new Error(usual.problems[0]?.message);
  let drawn: Omit<ElectricalLoad, 'owner'> | undefined;
  const build: ElectricalBuild<AnyParameters> = {
    record: 'equipment_1' as never,
    tag: 'unit',
    parameters: { ...usual.value, drive, feeds: 1 },
    inService: true,
    power_W: 1000,
    length_m: 0,
    connected: () => true,
    voltageAt: () => 415,
    currentAt: () => 'ac',
    onBattery: false,
    port: () => 0,
    inner: () => 0,
    branch: () => 0,
    source: () => {},
    load: (load) => {
      drawn = load;
    },
  };
  definition.electrical?.(build);
  return drawn;
}

const driven = kinds.filter(({ parameters }) => 'drive' in parameters).map(({ kind }) => kind);

describe('motors and a short circuit', () => {
  it.each(driven)('%s feeds a fault when its motors are on the mains, and not behind converters', (kind) => {
    expect(loadOf(kind, 'converter')?.motors_VA).toBeUndefined();
    expect(loadOf(kind, 'direct')?.motors_VA).toBeGreaterThan(0);
  });
});
