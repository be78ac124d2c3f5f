import { describe, expect, it } from 'vitest';
import { inUnits } from './reword.ts';

const us = (text: string) => inUnits(text, 'US');

describe('a sentence for readers of US units', () => {
  it('has its figures in inches, feet, pounds, psi, gpm and °F', () => {
    expect(us('CDU-01 supply is 100 mm, P-02 in 25 mm: more than one reducer apart')).toBe(
      'CDU-01 supply is 3.94 in, P-02 in 0.984 in: more than one reducer apart',
    );
    expect(us('HD-03 to R-01: Pipe DN25, 2.4 m')).toBe('HD-03 to R-01: Pipe DN25, 7′ 10 1/2″');
    expect(us('Δp set point 265 kPa')).toBe('Δp set point 38.4 psi');
    expect(us('flow 120 L/min, return 4.5 K above 40 °C')).toBe('flow 31.7 gpm, return 8.1 °F above 104.0 °F');
  });

  it('turns all figures that share a unit', () => {
    expect(us('A partition is between 0.3048 and 3.048 m thick')).toBe('A partition is between 12.0 in and 10′ 0″ thick');
  });

  it('leaves tags, counts, powers, voltages and names alone, and everything for readers of SI', () => {
    for (const same of ['R-01 and 3 more are locked', 'UPS out is 480 V, RPP in 415 V', 'H1-R03-12 m', 'Row 3 is 20 kW short', 'item m2m'])
      expect(us(same)).toBe(same);
    expect(inUnits('25 mm and 40 °C', 'SI')).toBe('25 mm and 40 °C');
  });
});
