import { describe, expect, it } from 'vitest';
import type { PlacedNode } from '../../shared/diagram/arrange.ts';
import { neighbour } from './neighbours.ts';

const at = (key: string, x: number, y: number) => ({ node: { key }, symbol: { x, y, width: 10, height: 10 } }) as unknown as PlacedNode;
const nodes = [at('utility', 100, 0), at('bar', 100, 50), at('left', 50, 100), at('right', 150, 100), at('far', 150, 300)];

describe('arrow keys in a diagram', () => {
  it('go to the nearest symbol that lies that way', () => {
    expect(neighbour(nodes, 'utility', 'down')).toBe('bar');
    expect(neighbour(nodes, 'left', 'right')).toBe('right');
    expect(neighbour(nodes, 'right', 'left')).toBe('left');
    expect(neighbour(nodes, 'right', 'down')).toBe('far');
    expect(neighbour(nodes, 'bar', 'up')).toBe('utility');
  });

  it('stay where nothing lies that way', () => {
    expect(neighbour(nodes, 'utility', 'up')).toBeUndefined();
    expect(neighbour(nodes, 'left', 'left')).toBeUndefined();
  });

  it('begin with the first symbol', () => {
    expect(neighbour(nodes, 'gone', 'down')).toBe('utility');
  });
});
