import { describe, expect, it } from 'vitest';
import { designs } from '../../designs/index.ts';
import { applyPatch, type Document } from '../../document/document.ts';
import { changed } from '../../document/patch.ts';
import type { Group, Workload } from '../../document/records.ts';
import { analyse } from '../analyse.ts';
import { racksOf } from '../racks.ts';
import { placedWork } from './placement.ts';

const hall = (): Document => {
  const built = designs.find(({ name }) => name === 'gb300-10mw')?.build({});
  if (!built?.ok) throw new Error('the hall could not be built');
  return built.value;
};
const named = (document: Document, name: string): Workload => {
  for (const workload of document.tables.workload.values()) if (workload.name === name) return workload;
  throw new Error(`no workload ${name}`);
};
const place = (document: Document, workload: Workload, placements: Workload['placements']): Document =>
  applyPatch(document, [changed(workload, { ...workload, placements })]);
const findings = (document: Document, rule: string) => {
  const analysis = analyse(document);
  if (!analysis.ok) throw new Error(analysis.problems[0]?.message);
  return analysis.value.findings.filter((finding) => finding.rule === rule);
};

describe('placement of work', () => {
  it('gives every rack of the reference hall work for exactly all of its accelerators', () => {
    for (const work of placedWork(hall()).values()) expect(work.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  it('lets the nearest placement count: rack before row before pod before hall', () => {
    const document = hall();
    const chat = named(document, 'chat');
    const [rack] = racksOf(document);
    const row = rack?.equipment.group ?? '';
    const pod = document.tables.group.get(row)?.parent ?? '';
    const room = rack?.equipment.space ?? '';
    const shareWith = (...placements: Workload['placements']) =>
      placedWork(place(document, chat, placements))
        .get(rack?.equipment.id ?? '')
        ?.find(({ workload }) => workload.name === 'chat')?.share;
    expect(shareWith({ on: room, share: 0.1 })).toBe(0.1);
    expect(shareWith({ on: room, share: 0.1 }, { on: pod, share: 0.2 })).toBe(0.2);
    expect(shareWith({ on: pod, share: 0.2 }, { on: row, share: 0.3 })).toBe(0.3);
    expect(shareWith({ on: rack?.equipment.id ?? '', share: 0.4 }, { on: row, share: 0.3 })).toBe(0.4);
  });
});

it('network and storage racks of a pod serve its work without being given a part of it', () => {
  const built = designs.find(({ name }) => name === 'gb300-su')?.build({});
  if (!built?.ok) throw new Error('the unit could not be built');
  const placed = placedWork(built.value);
  const roles = new Map(racksOf(built.value).map(({ equipment, parameters }) => [equipment.id, parameters.role]));
  for (const [rack, work] of placed) expect(work.length > 0, rack).toBe(roles.get(rack) === 'compute');
});

describe('rules about work and software', () => {
  it('find no fault in the reference hall', () => {
    expect(findings(hall(), 'workload-share')).toEqual([]);
    expect(findings(hall(), 'software-baseline')).toEqual([]);
  });

  it('name a rack that is promised to more work than it can run', () => {
    const document = hall();
    const chat = named(document, 'chat');
    const [rack] = racksOf(document);
    const twice = findings(place(document, chat, [{ on: rack?.equipment.id ?? '', share: 0.5 }]), 'workload-share');
    expect(twice).toMatchObject([{ severity: 'error', subjects: [rack?.equipment.id], actual: 1.5 }]);
  });

  it('warn where one pod mixes two software baselines, not where a pod has its own', () => {
    const document = hall();
    const baseline = { driver: '590.10', runtime: 'TensorRT-LLM 2.1', precision: 'nvfp4', powerProfile: 'max-q' } as const;
    const group = (kind: Group['kind']) => {
      for (const one of document.tables.group.values()) if (one.kind === kind) return one;
      throw new Error(`no ${kind}`);
    };
    const withBaseline = (one: Group) => applyPatch(document, [changed(one, { ...one, baseline })]);
    expect(findings(withBaseline(group('pod')), 'software-baseline')).toEqual([]);
    const mixed = findings(withBaseline(group('row')), 'software-baseline');
    expect(mixed).toHaveLength(1);
    expect(mixed[0]?.message).toMatch(/Pod 1 mixes 2 software baselines: driver 590\.10.*not stated/);
    expect(mixed[0]?.subjects).toHaveLength(8);
  });
});
