/** The temperatures that every reference design is asked for, in one order and under one name each. */
import { celsius } from './block-spec.ts';
import type { DesignParameter } from './design.ts';

/** In °C; the rise in K. */
interface Asked {
  readonly usual: number;
  readonly least: number;
  readonly most: number;
  readonly help: string;
}

export interface AskedTemperatures {
  readonly fwsSupply: Asked;
  readonly tcsSupply: Asked;
  readonly rise: Asked;
  readonly ambient: Asked;
  readonly hotDay: Asked;
}

const titles: Readonly<Record<keyof AskedTemperatures, string>> = {
  fwsSupply: 'Facility water supply',
  tcsSupply: 'Rack loop supply',
  rise: 'Rack temperature rise',
  ambient: 'Design ambient',
  hotDay: 'Hottest ambient',
};

export const temperatureParameters = (asked: AskedTemperatures): readonly DesignParameter[] =>
  (['fwsSupply', 'tcsSupply', 'rise', 'ambient', 'hotDay'] as const).map((name) => {
    const { usual, least, most, help } = asked[name];
    const title = titles[name];
    return name === 'rise'
      ? { name, title, quantity: 'temperatureDifference', default: usual, min: least, max: most, help }
      : { name, title, quantity: 'temperature', default: celsius(usual), min: celsius(least), max: celsius(most), help };
  });
