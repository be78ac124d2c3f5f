import { describe, expect, it } from 'vitest';
import { marginState } from './margin.ts';

describe('the state of a margin', () => {
  const temperature = { kind: 'temperature', limit: 318.15, near: 2 } as const;
  it('holds far from an upper limit, warns near it, and is an error past it', () => {
    expect(marginState({ ...temperature, value: 313.15 })).toBe('ok');
    expect(marginState({ ...temperature, value: 317 })).toBe('warn');
    expect(marginState({ ...temperature, value: 318.15 })).toBe('warn');
    expect(marginState({ ...temperature, value: 318.2 })).toBe('error');
  });
  it('turns round for a lower limit', () => {
    const time = { kind: 'time', limit: 300, side: 'lower' } as const;
    expect(marginState({ ...time, value: 400 })).toBe('ok');
    expect(marginState({ ...time, value: 310 })).toBe('warn');
    expect(marginState({ ...time, value: 290 })).toBe('error');
  });
});
