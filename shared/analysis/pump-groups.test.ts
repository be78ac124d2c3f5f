import { expect, test } from 'vitest';
import type { LiquidBranch, LiquidControl, LiquidNode } from '../network/liquid.ts';
import { componentsOf, shareSpeeds } from './pump-groups.ts';

const node = (id: string): LiquidNode => ({ id, owner: id, elevation_m: 0, fluid: 'water' });
const branch = (id: string, from: number, to: number, open = true): LiquidBranch => ({
  id,
  owner: id,
  from,
  to,
  open,
  volume_m3: 0,
  element: { type: 'resistance', coefficient: 1, exponent: 2 },
  heat: { type: 'none' },
});
const control = (pump: number, high: number, low: number, target_Pa: number): LiquidControl => ({
  type: 'differential-pressure',
  owner: `pump-${pump}`,
  pumps: [pump],
  high,
  low,
  target_Pa,
  minSpeed: 0.3,
  maxSpeed: 1,
});

test('pumps side by side in one loop share one speed; those of another loop or set point keep their own', () => {
  const nodes = ['a', 'b', 'c', 'd'].map(node);
  const branches = [branch('p0', 0, 1), branch('p1', 0, 1), branch('p2', 0, 1), branch('p3', 2, 3)];
  const controls = [control(0, 1, 0, 2e5), control(1, 1, 0, 2e5), control(2, 1, 0, 1e5), control(3, 3, 2, 2e5)];
  const shared = shareSpeeds({ nodes, branches, controls }).controls;
  expect(shared.map((one) => (one.type === 'differential-pressure' ? one.pumps : []))).toEqual([[0, 1], [2], [3]]);
  expect(shared[0]?.owner).toBe('pump-0');
});

test('pumps on the two sides of a hydraulic separator keep their own speeds', () => {
  const plain = ['a', 'b', 'c'].map(node);
  const branches = [branch('p0', 0, 1), branch('tank', 1, 2), branch('p1', 2, 0)];
  const controls = [control(0, 1, 0, 2e5), control(2, 0, 2, 2e5)];
  expect(shareSpeeds({ nodes: plain, branches, controls }).controls).toHaveLength(1);
  const tank = plain.map((one, i): LiquidNode => (i === 1 ? { ...one, separates: true } : one));
  expect(shareSpeeds({ nodes: tank, branches: [...branches, branch('rest', 0, 1)], controls }).controls).toHaveLength(2);
});

test('a shut branch still joins its ends, so a failure does not regroup the pumps', () => {
  const nodes = ['a', 'b', 'c'].map(node);
  expect([...componentsOf({ nodes, branches: [branch('x', 0, 1, false)] })]).toEqual([0, 0, 2]);
});
