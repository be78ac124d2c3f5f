/** The marks on runs tell the truth: of the solved direction, of its turning, and of standing still. */
import { describe, expect, it } from 'vitest';
import { analyse } from '../../shared/analysis/analyse.ts';
import { quantityOf } from '../../shared/analysis/result.ts';
import { kindOf } from '../../shared/catalogue/resolve.ts';
import { designNamed } from '../../shared/designs/index.ts';
import { connectionsAt, type Document } from '../../shared/document/document.ts';
import { isTrunk, paceOfRun, trunkPieces } from './flow-of-runs.ts';

function solvedUnit() {
  const built = designNamed('gb300-su')?.build({});
  if (!built?.ok) throw new Error('the scalable unit could not be built');
  const solved = analyse(built.value);
  if (!solved.ok) throw new Error('the scalable unit could not be analysed');
  return { document: built.value, results: solved.value.results };
}

const { document, results } = solvedUnit();
const equipment = (of: Document) => [...of.tables.equipment.values()];
const racks = equipment(document).filter((record) => kindOf(document, record)?.kind === 'rack');

describe('marks on runs', () => {
  it('go towards the rack on its supply and away from it on its return', () => {
    let seen = 0;
    for (const rack of racks) {
      for (const run of connectionsAt(document, rack.id)) {
        const pace = paceOfRun(results, run, 'liquid');
        if (pace === undefined) continue;
        const [arrives, port] = run.to.equipment === rack.id ? [1, run.to.port] : [-1, run.from.port];
        expect(Math.sign(pace) * arrives, port).toBe(port === 'supply' ? 1 : -1);
        seen++;
      }
    }
    expect(seen).toBeGreaterThan(10);
  });

  it('bring power to racks in whips, and show no water there', () => {
    const [rack] = racks;
    const whips = connectionsAt(document, rack?.id ?? '').filter((run) => paceOfRun(results, run, 'power') !== undefined);
    expect(whips.length).toBe(2 * Math.round(whips.length / 2));
    expect(whips.length).toBeGreaterThan(0);
    for (const whip of whips) {
      expect(paceOfRun(results, whip, 'liquid')).toBeUndefined();
      expect((paceOfRun(results, whip, 'power') ?? 0) * (whip.to.equipment === rack?.id ? 1 : -1)).toBeGreaterThan(0);
    }
  });

  it('stand on the cables of a set on standby, and are missing where nothing is solved', () => {
    const [set] = equipment(document).filter((record) => kindOf(document, record)?.kind === 'generator');
    for (const run of connectionsAt(document, set?.id ?? '')) expect(paceOfRun(results, run, 'power')).toBe(0);
    const [run] = document.tables.connection.values();
    if (!run) throw new Error('the unit has runs');
    expect(paceOfRun({ ids: [], columns: {}, texts: {} }, run, 'liquid')).toBeUndefined();
  });

  it('are faster where water is', () => {
    const paces = [...document.tables.connection.values()].flatMap((run) => {
      const [pace, velocity_m_s] = [paceOfRun(results, run, 'liquid'), quantityOf(results, run.id, 'velocity')];
      return pace && velocity_m_s ? [{ pace: Math.abs(pace), velocity_m_s }] : [];
    });
    paces.sort((a, b) => a.velocity_m_s - b.velocity_m_s);
    expect(paces.length).toBeGreaterThan(20);
    paces.slice(1).forEach(({ pace }, i) => {
      expect(pace).toBeGreaterThanOrEqual(paces[i]?.pace ?? 0);
    });
  });
});

describe('marks on a header', () => {
  const headers = equipment(document).filter((record) => isTrunk(document, record, 'liquid'));

  it('carry its own fullest flow in the fullest piece: balanced at the taps, solved by the network', () => {
    expect(headers.length).toBeGreaterThan(1);
    for (const header of headers) {
      const pieces = trunkPieces(document, results, header, 'liquid');
      const own_m_s = quantityOf(results, header.id, 'velocity') ?? 0;
      const fastest = Math.max(...pieces.map(({ pace }) => Math.abs(pace)));
      expect(fastest, header.tag).toBeCloseTo(0.12 + 0.6 * Math.min(1, own_m_s / 3), 3);
    }
  });

  it('thin out from tap to tap of a row: away from the CDU in supply, towards it in return', () => {
    const row = headers.find(({ tag }) => /R01-S$/.test(tag));
    const back = headers.find(({ tag }) => /R01-R$/.test(tag));
    if (!row || !back) throw new Error('the unit has row headers');
    const along = (header: typeof row) => trunkPieces(document, results, header, 'liquid').map(({ pace }) => pace);
    const [supply, returned] = [along(row), along(back)];
    expect(supply.length).toBeGreaterThan(5);
    expect(new Set(supply.map(Math.sign)).size).toBe(1);
    expect(new Set(returned.map(Math.sign)).size).toBe(1);
    expect(Math.sign(supply[0] ?? 0)).toBe(-Math.sign(returned[0] ?? 0));
    const sizes = supply.map(Math.abs);
    const ordered = [...sizes].sort((a, b) => a - b);
    expect([ordered, [...ordered].reverse()]).toContainEqual(sizes);
  });
});
