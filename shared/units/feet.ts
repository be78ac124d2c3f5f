/**
 * Lengths as drawings in feet write them: `6′ 7 1/2″`. To the sixteenth of an inch, what a tape is read to; the same
 * text is read back by `parseQuantity`.
 */
import { unitNamed } from './convert.ts';
import { grouped, trueMinus } from './digits.ts';

const inch_m = unitNamed('length', 'in').scale;
const sixteenths = 16;
const perFoot = 12 * sixteenths;
/** Below this a length is the sixteenth it is nearest to, and the rest the dust of a conversion. */
const dust_m = 1e-6;

/** `7/16`, `1/2`, or nothing for a whole inch. */
function fraction(part: number): string {
  if (part === 0) return '';
  let [upper, lower] = [part, sixteenths];
  while (upper % 2 === 0) [upper, lower] = [upper / 2, lower / 2];
  return `${upper}/${lower}`;
}

const together = (feet: number, inches: string): string => (feet === 0 ? `${inches}″` : `${grouped(String(feet))}′ ${inches}″`);

/** To the nearest sixteenth of an inch. */
export function formatFeet(value_m: number): string {
  const total = Math.round((Math.abs(value_m) / inch_m) * sixteenths);
  const [feet, rest] = [Math.floor(total / perFoot), total % perFoot];
  const [inches, part] = [Math.floor(rest / sixteenths), fraction(rest % sixteenths)];
  const text = inches === 0 && part !== '' && feet === 0 ? part : [String(inches), part].filter(Boolean).join(' ');
  return `${value_m < 0 && total > 0 ? trueMinus : ''}${together(feet, text)}`;
}

/** With every digit that is there, for who edits: where a length is no sixteenth its inches are decimal, to the 10,000th. */
export function formatFeetEntered(value_m: number): string {
  const inches = Math.abs(value_m) / inch_m;
  const nearest = Math.round(inches * sixteenths) / sixteenths;
  if (Math.abs(inches - nearest) * inch_m < dust_m) return formatFeet(value_m);
  const parts = Math.round(inches * 1e4);
  const [feet, rest] = [Math.floor(parts / 12e4), (parts % 12e4) / 1e4];
  return `${value_m < 0 ? trueMinus : ''}${together(feet, rest.toFixed(4).replace(/\.?0+$/, ''))}`;
}
