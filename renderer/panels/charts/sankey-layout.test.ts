import { describe, expect, it } from 'vitest';
import { layOutSankey, type SankeyInput, titleLines } from './sankey-layout.ts';

const plant: SankeyInput = {
  stages: [
    { key: 'racks', rank: 0, size: 6.8 },
    { key: 'pumps', rank: 0, size: 0.13 },
    { key: 'fans', rank: 0, size: 0.08 },
    { key: 'power', rank: 0, size: 0.25 },
    { key: 'tcs', rank: 1, size: 6 },
    { key: 'rooms', rank: 1, size: 1 },
    { key: 'sky', rank: 7, size: 7.26 },
  ],
  streams: [
    { from: 'racks', to: 'tcs', size: 5.9 },
    { from: 'racks', to: 'rooms', size: 0.9 },
    { from: 'pumps', to: 'tcs', size: 0.1 },
    { from: 'tcs', to: 'sky', size: 6 },
    { from: 'rooms', to: 'sky', size: 1 },
  ],
};
const box = { left: 10, top: 10, width: 600, height: 200 };

describe('the title of a stage', () => {
  it('is broken between words before it is cut', () => {
    expect(titleLines('Facility water', 14, 2)).toEqual(['Facility water']);
    expect(titleLines('Facility water', 9, 2)).toEqual(['Facility', 'water']);
    expect(titleLines('Ventilated rooms and yards', 10, 2)).toEqual(['Ventilated', 'rooms and…']);
  });

  it('is cut where there is height for one line, and where a word is longer than the room', () => {
    expect(titleLines('Facility water', 9, 1)).toEqual(['Facility…']);
    expect(titleLines('Compressors', 6, 2)).toEqual(['Compr…']);
  });
});

describe('a Sankey diagram', () => {
  it('keeps every stage inside its box and the labels of a column apart', () => {
    for (const height of [120, 200, 600]) {
      const { stages } = layOutSankey(plant, { ...box, height });
      for (const { y, height: high } of stages.values()) {
        expect(y).toBeGreaterThanOrEqual(box.top - 1e-6);
        expect(y + high).toBeLessThanOrEqual(box.top + height + 1e-6);
      }
      if (height < 150) continue;
      const column = plant.stages.filter(({ rank }) => rank === 0).map(({ key }) => stages.get(key)?.labelY ?? 0);
      column.sort((a, b) => a - b);
      for (let i = 1; i < column.length; i++) expect((column[i] ?? 0) - (column[i - 1] ?? 0)).toBeGreaterThanOrEqual(26);
    }
  });

  it('draws heights and streams to one scale', () => {
    const { stages, ribbons } = layOutSankey(plant, box);
    const scale = (stages.get('racks')?.height ?? 0) / 6.8;
    expect((stages.get('tcs')?.height ?? 0) / 6).toBeCloseTo(scale, 9);
    expect((ribbons[0]?.thickness ?? 0) / 5.9).toBeCloseTo(scale, 9);
  });
});
