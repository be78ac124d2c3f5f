/** One line of a file to a JSON value, with the cheap refusals first and a message a person can act on. */
import { fail, type Problem, type Result, succeed } from '../problem.ts';

/** Deeper than any record; a guard against files made to exhaust the stack of a reader. */
const deepestNesting = 32;

/** Longer than any record: an image of the largest size in base64, or 200,000 drawn points. */
const longestLine = 6_000_000;

export interface LinePlace {
  readonly file?: string;
  readonly line: number;
}

const quote = 34;
const backslash = 92;
const isOpening = (code: number): boolean => code === 91 || code === 123;
const isClosing = (code: number): boolean => code === 93 || code === 125;

/** Walks the line once: how deep it nests, and whether it ends inside a text or a bracket. */
function scan(text: string): { depth: number; open: boolean; control: boolean } {
  let depth = 0;
  let deepest = 0;
  let inText = false;
  let control = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 32 && code !== 9) control = true;
    if (inText) {
      if (code === backslash) i++;
      else if (code === quote) inText = false;
    } else if (code === quote) inText = true;
    else if (isOpening(code)) {
      depth++;
      if (depth > deepest) deepest = depth;
      if (deepest > deepestNesting) break;
    } else if (isClosing(code)) depth--;
  }
  return { depth: deepest, open: inText || depth > 0, control };
}

/** The id a damaged line seems to have, so that a message can name it. */
const guessId = (text: string): string | undefined => /"id"\s*:\s*"([^"\\]{1,200})"/.exec(text.slice(0, 2000))?.[1];

/** JSON has no NaN and no infinity; writers that forget this are the usual cause of such a line. */
const notANumber = /"([^"\\]{1,200})"\s*:\s*(?:\[[^\]"]*?)?(-?(?:NaN|Infinity|nan|inf(?:inity)?)\b)/;

/** Parses one line. `last` says that no line feed follows, which is how a cut file ends. */
export function parseLine(text: string, place: LinePlace, last: boolean): Result<unknown> {
  const refuse = (code: string, message: string, more: Partial<Problem> = {}): Result<never> => {
    const record = guessId(text);
    return fail({ ...place, code, message, ...(record === undefined ? {} : { record }), ...more });
  };
  if (text.length > longestLine)
    return refuse('line-too-long', `the line has ${text.length} characters; no record has more than ${longestLine}`);
  const { depth, open, control } = scan(text);
  if (depth > deepestNesting) return refuse('nested-too-deep', `brackets are nested deeper than ${deepestNesting}; this is not a record`);
  if (control) return refuse('binary', 'the line contains control characters; this is not a text file');
  try {
    return succeed(JSON.parse(text) as unknown);
  } catch {
    const number = notANumber.exec(text);
    if (number?.[1] !== undefined)
      return refuse('not-finite', `${number[1]} is ${number[2]}; it must be a finite number`, { field: number[1] });
    if (open && last) return refuse('truncated', 'the file is cut short: it ends in the middle of a record');
    return refuse('not-json', open ? 'the line ends before its record does; it is not valid JSON' : 'the line is not valid JSON');
  }
}
