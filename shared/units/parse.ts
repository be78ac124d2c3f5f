/**
 * Reads one quantity as a person types it: number, unit and arithmetic ("600 mm*8", "24in", "5 ft 6 in",
 * "(3+4) kW"). A single unit at the end holds for the whole expression; a number without any unit is in
 * the plain unit of the field.
 */
import { fail, type Result, succeed } from '../problem.ts';
import { plainUnit, toSI, type Unit, type UnitSystem, unitNamed, unitsOf } from './convert.ts';
import type { QuantityKind } from './quantity.ts';

interface Spelling {
  readonly text: string;
  readonly unit: Unit;
}

type Token =
  | { readonly type: 'number'; readonly value: number; readonly unit?: Unit }
  | { readonly type: 'operator'; readonly sign: string; readonly unit?: Unit };

/** A value during evaluation: `power` counts how often the kind's dimension occurs; an offset temperature is `absolute`. */
interface Operand {
  readonly value: number;
  readonly power: number;
  readonly absolute: boolean;
}

/** Thrown and caught inside this file only: text that does not parse is data for the caller. */
class Unreadable extends Error {}

const longestText = 200;
const spellings = new Map<QuantityKind, readonly Spelling[]>();

function spellingsOf(kind: QuantityKind): readonly Spelling[] {
  let list = spellings.get(kind);
  if (!list) {
    list = unitsOf(kind)
      .flatMap((unit) => [unit.name, ...unit.also].map((text) => ({ text, unit })))
      .filter(({ text }) => text !== '')
      .sort((a, b) => b.text.length - a.text.length);
    spellings.set(kind, list);
  }
  return list;
}

const kindTitle = (kind: QuantityKind): string => kind.replace(/([A-Z])/g, ' $1').toLowerCase();

function unitList(kind: QuantityKind): string {
  const names = unitsOf(kind)
    .map(({ name }) => name)
    .filter((name) => name !== '')
    .slice(0, 6);
  return names.length === 0 ? `a ${kindTitle(kind)} has no unit` : `use ${names.join(', ')}`;
}

function unitAt(text: string, at: number, kind: QuantityKind): Spelling | undefined {
  const ends = (length: number, spelling: string) => /['"′″%°‰]$/.test(spelling) || !/^[\p{L}\p{N}°²³^]/u.test(text.slice(at + length));
  const exact = spellingsOf(kind).find((s) => text.startsWith(s.text, at) && ends(s.text.length, s.text));
  if (exact) return exact;
  // "kw" and "KW" can only mean kW, but "mW" is not MW: only text in one case is read loosely.
  const word = /^[°\p{L}/]+/u.exec(text.slice(at))?.[0] ?? '';
  if (word !== word.toLowerCase() && word !== word.toUpperCase()) return undefined;
  const loose = spellingsOf(kind).find(
    (s) => text.slice(at, at + s.text.length).toLowerCase() === s.text.toLowerCase() && ends(s.text.length, s.text),
  );
  return loose && { text: loose.text, unit: loose.unit };
}

/** "6 1/2" as one number; over nothing it stays as it is, for the reader to refuse. */
const mixedNumber = (written: string, whole: string, over: string, under: string): string =>
  Number(under) === 0 ? written : String(Number(whole) + Number(over) / Number(under));

/**
 * Feet and inches as drawings write them: 25'-6", 25' - 6 1/2", 6-1/2". There the dash joins and takes nothing
 * away, which only the marks ' and " tell from "25 ft - 6 in".
 */
const joined = (text: string): string =>
  text
    .replace(/(['′])\s*-\s*(?=[\d ./-]+["″])/g, '$1 ')
    .replace(/(\d+)(?:\s*-\s*|\s+)(\d{1,2})\/(\d{1,2})(?=\s*["″])/g, mixedNumber)
    .replace(/(\d+)\s+(\d{1,2})\/(\d{1,2})(?=\s*in)/g, mixedNumber)
    .replace(/(?<=['′]\s*)(\d{1,2})\/(\d{1,2})(?=\s*["″])/g, (written: string, over: string, under: string) =>
      mixedNumber(written, '0', over, under),
    );

function tokenize(source: string, kind: QuantityKind): Token[] {
  const dashed = source.replace(/[\u2212\u2013]/g, '-');
  const text = (kind === 'length' ? joined(dashed) : dashed)
    .replace(/[×·⋅](?=\s*[\d(.])/g, '*')
    .replace(/÷/g, '/')
    .replace(/[\u2009\u202f\u00a0]/g, ' ');
  const tokens: Token[] = [];
  let at = 0;
  const skip = () => {
    while (text[at] === ' ' || text[at] === '\t') at++;
  };
  const takeUnit = (): Unit | undefined => {
    skip();
    const found = unitAt(text, at, kind);
    if (found) at += found.text.length;
    return found?.unit;
  };
  for (skip(); at < text.length; skip()) {
    const rest = text.slice(at);
    const number = /^(?:\d{1,3}(?: \d{3})+(?!\d)(?:\.\d+)?|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)/.exec(rest)?.[0];
    if (number) {
      at += number.length;
      if (text[at] === ',') throw new Unreadable('write the decimal sign as a point');
      const unit = takeUnit();
      tokens.push({ type: 'number', value: Number(number.replaceAll(' ', '')), ...(unit && { unit }) });
      continue;
    }
    const sign = rest[0] ?? '';
    if ('+-*/()'.includes(sign)) {
      at++;
      const unit = sign === ')' ? takeUnit() : undefined;
      tokens.push({ type: 'operator', sign, ...(unit && { unit }) });
      continue;
    }
    const word = /^[^\s\d+\-*()]+/u.exec(rest)?.[0] ?? sign;
    throw new Unreadable(
      tokens.length === 0 ? `“${word}” is not a number` : `“${word}” is not a unit of ${kindTitle(kind)}; ${unitList(kind)}`,
    );
  }
  if (tokens.length === 0) throw new Unreadable('enter a number');
  return tokens;
}

const united = (value: number, unit: Unit): Operand => ({ value: toSI(value, unit), power: 1, absolute: unit.offset !== undefined });
const isOffset = (operand: Operand) => operand.absolute;

function sum(a: Operand, b: Operand, sign: 1 | -1): Operand {
  if (a.power !== b.power) throw new Unreadable('give every term a unit, or one unit at the end');
  if (isOffset(b) && (isOffset(a) || sign === -1)) throw new Unreadable('temperatures cannot be added; add a difference in K');
  return { value: a.value + sign * b.value, power: a.power, absolute: a.absolute || b.absolute };
}

function product(a: Operand, b: Operand, sign: 1 | -1): Operand {
  if (isOffset(a) || isOffset(b)) throw new Unreadable('a temperature cannot be multiplied; give one unit at the end');
  return { value: sign === 1 ? a.value * b.value : a.value / b.value, power: a.power + sign * b.power, absolute: false };
}

function evaluate(tokens: readonly Token[]): Operand {
  let at = 0;
  const sign = () => {
    const token = tokens[at];
    return token?.type === 'operator' ? token.sign : undefined;
  };
  const primary = (): Operand => {
    const token = tokens[at++];
    if (!token) throw new Unreadable('the expression ends too early');
    if (token.type === 'number') return token.unit ? united(token.value, token.unit) : { value: token.value, power: 0, absolute: false };
    if (token.sign === '-' || token.sign === '+') {
      const next = tokens[at];
      const factor = token.sign === '-' ? -1 : 1;
      // "-20 °C" is twenty below zero, not the negative of 293.15 K: the sign belongs to the number.
      if (next?.type === 'number' && next.unit) {
        at++;
        return united(factor * next.value, next.unit);
      }
      return product({ value: factor, power: 0, absolute: false }, primary(), 1);
    }
    if (token.sign !== '(') throw new Unreadable(`“${token.sign}” is not expected here`);
    const inner = terms();
    const close = tokens[at++];
    if (close?.type !== 'operator' || close.sign !== ')') throw new Unreadable('a bracket is not closed');
    if (!close.unit) return inner;
    if (inner.power !== 0) throw new Unreadable('a unit stands inside and behind the bracket');
    return united(inner.value, close.unit);
  };
  const compound = (): Operand => {
    const direction = sign() === '-' ? -1 : 1;
    let value = primary();
    // "5 ft 6 in": a number with unit straight after another belongs to it, and so does the sign before both.
    for (let next = tokens[at]; next?.type === 'number' && next.unit && value.power === 1; next = tokens[at])
      value = sum(value, primary(), direction);
    return value;
  };
  const factors = (): Operand => {
    let value = compound();
    while (sign() === '*' || sign() === '/') {
      const direction = sign() === '*' ? 1 : -1;
      at++;
      value = product(value, compound(), direction);
    }
    return value;
  };
  const terms = (): Operand => {
    let value = factors();
    while (sign() === '+' || sign() === '-') {
      const direction = sign() === '+' ? 1 : -1;
      at++;
      value = sum(value, factors(), direction);
    }
    return value;
  };
  const value = terms();
  if (at < tokens.length) throw new Unreadable('an operator is missing');
  return value;
}

/**
 * A typed text as a number in SI. `unitOfPlain` names the unit that a number without unit is in: the one
 * shown beside the field. Nothing about ranges is checked here.
 */
export function parseQuantity(
  text: string,
  kind: QuantityKind,
  system: UnitSystem = 'SI',
  unitOfPlain: string = plainUnit(kind, system),
): Result<number> {
  const refuse = (message: string) => fail({ code: 'not-a-quantity', message });
  if (text.length > longestText) return refuse(`a quantity has at most ${longestText} characters`);
  try {
    const tokens = tokenize(text, kind);
    const last = tokens.at(-1);
    const units = tokens.filter((token) => token.unit);
    const oneAtEnd = units.length === 1 && last?.unit !== undefined;
    const bare = units.length === 0 || oneAtEnd ? tokens.map(({ unit: _, ...token }) => token as Token) : tokens;
    const result = evaluate(bare);
    const whole = bare === tokens ? result : united(result.value, last?.unit ?? unitNamed(kind, unitOfPlain));
    if (whole.power === 0) return refuse('give the result a unit');
    if (whole.power !== 1) return refuse(`this is not a ${kindTitle(kind)}`);
    if (!Number.isFinite(whole.value)) return refuse('this is not a finite number');
    return succeed(whole.value);
  } catch (error) {
    if (error instanceof Unreadable) return refuse(error.message);
    throw error;
  }
}
