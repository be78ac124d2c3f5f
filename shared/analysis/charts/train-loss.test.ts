import { describe, expect, it } from 'vitest';
import { gb300ScalableUnit } from '../../designs/gb300-su.ts';
import type { Document } from '../../document/document.ts';
import { analyse } from '../analyse.ts';
import { quantityOf } from '../result.ts';
import { sourcesOfTrains, trainLoss } from './train-loss.ts';

const built = gb300ScalableUnit.build({});
if (!built.ok) throw new Error('the reference design does not build');
const document: Document = built.value;
const ids = (kind: string) =>
  [...document.tables.equipment.values()].filter(({ item }) => document.tables.item.get(item)?.kind === kind).map(({ id }) => id);

describe('the loss of a train', () => {
  const loss = new Map(trainLoss(document, {}));
  const now = analyse(document);
  if (!now.ok) throw new Error('no analysis');
  const { results } = now.value;

  it('leaves to each UPS what both carried, and a little for the losses', () => {
    const upses = ids('ups');
    expect(upses.length).toBeGreaterThan(1);
    const whole = upses.reduce((sum, id) => sum + (quantityOf(results, id, 'loading') ?? 0), 0);
    for (const id of upses) {
      expect(loss.get(id) ?? 0).toBeGreaterThan((quantityOf(results, id, 'loading') ?? 0) * 1.5);
      // Equal machines on two trains: one carries the sum, currents shift a little with voltage and efficiency.
      if (upses.length === 2) expect((loss.get(id) ?? 0) / whole).toBeCloseTo(1, 1);
    }
  });

  it('is never less than the load now of what both trains share in halves', () => {
    for (const id of [...ids('transformer'), ...ids('ups')])
      expect(loss.get(id) ?? 0).toBeGreaterThan(quantityOf(results, id, 'loading') ?? 0);
  });

  it('is the same as the plant solved with those sources failed', () => {
    const [lost] = [...sourcesOfTrains(document).values()];
    const other = analyse(document, { failed: lost ?? [] });
    if (!other.ok) throw new Error('no analysis');
    for (const id of ids('ups')) {
      const loading = quantityOf(other.value.results, id, 'loading');
      if (loading !== undefined) expect(loss.get(id)).toBeGreaterThanOrEqual(loading - 1e-12);
    }
  });

  it('has no answer where there is one train only', () => {
    const one: Document = {
      ...document,
      tables: { ...document.tables, system: new Map([...document.tables.system].map(([id, { train: _t, ...rest }]) => [id, rest])) },
    };
    expect(trainLoss(one, {})).toEqual([]);
  });
});
