/**
 * Reads USD text as strictly as the strictest reader we know: one statement a line, prim metadata over several
 * lines, unique names, known value types. A checker of our own exports, not a general USD reader.
 */
import { stringOf, type Token, tokensOf, UsdSyntaxError } from './tokens.ts';

export interface ReadProperty {
  readonly name: string;
  readonly type: string;
  readonly value: unknown;
  readonly line: number;
  readonly metadata: ReadonlyMap<string, unknown>;
}

export interface ReadPrim {
  readonly type: string;
  readonly name: string;
  readonly line: number;
  readonly metadata: ReadonlyMap<string, unknown>;
  readonly properties: ReadonlyMap<string, ReadProperty>;
  readonly children: readonly ReadPrim[];
}

export interface ReadLayer {
  readonly metadata: ReadonlyMap<string, unknown>;
  readonly prims: readonly ReadPrim[];
}

const types = new Set([
  'bool',
  'int',
  'double',
  'float',
  'string',
  'token',
  'asset',
  'double3',
  'float3',
  'point3f',
  'normal3f',
  'color3f',
]);
const vectors = new Set(['double3', 'float3', 'point3f', 'normal3f', 'color3f']);

class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get next(): Token {
    return this.#tokens[this.#at] as Token;
  }

  take(): Token {
    const token = this.next;
    if (token.type !== 'end') this.#at++;
    return token;
  }

  fail(message: string): never {
    throw new UsdSyntaxError(this.next.line, message);
  }

  accept(text: string): boolean {
    if (this.next.type === 'string' || this.next.text !== text) return false;
    this.take();
    return true;
  }

  expect(text: string): void {
    if (!this.accept(text)) this.fail(`expected ${text === '\n' ? 'the end of the line' : text}, found ${JSON.stringify(this.next.text)}`);
  }

  takeType(type: Token['type'], what: string): Token {
    return this.next.type === type ? this.take() : this.fail(`expected ${what}, found ${JSON.stringify(this.next.text)}`);
  }

  blankLines(): void {
    while (this.next.type === 'newline') this.take();
  }

  value(type: string): unknown {
    if (type.endsWith('[]')) {
      const base = type.slice(0, -2);
      const values: unknown[] = [];
      this.expect('[');
      do values.push(this.single(base));
      while (this.accept(','));
      this.expect(']');
      return values;
    }
    return this.single(type);
  }

  single(type: string): unknown {
    if (!types.has(type)) this.fail(`${type} is no known value type`);
    if (vectors.has(type)) {
      this.expect('(');
      const x = this.number();
      this.expect(',');
      const y = this.number();
      this.expect(',');
      const z = this.number();
      this.expect(')');
      return [x, y, z];
    }
    switch (type) {
      case 'bool':
        return this.accept('true') ? true : this.accept('false') ? false : this.fail('expected true or false');
      case 'int': {
        const value = this.number();
        return Number.isInteger(value) && Math.abs(value) <= 0x7fffffff ? value : this.fail(`${value} is beyond int`);
      }
      case 'double':
      case 'float':
        return this.number();
      case 'asset':
        return this.asset();
      default:
        return stringOf(this.takeType('string', 'a quoted text').text);
    }
  }

  number(): number {
    const value = Number(this.takeType('number', 'a number').text);
    return Number.isFinite(value) ? value : this.fail('a number beyond double');
  }

  asset(): string {
    const path = this.takeType('asset', 'an asset path').text.slice(1, -1);
    if (!path.startsWith('./') || path.includes('..') || path.includes('\\'))
      this.fail(`asset path ${path} is not relative inside the package`);
    return path;
  }

  /** `(`, one entry a line, `)`. */
  metadata(entry: (name: string) => unknown): Map<string, unknown> {
    const entries = new Map<string, unknown>();
    this.expect('(');
    this.expect('\n');
    while (!this.accept(')')) {
      const documented = this.next.type === 'string';
      const name = documented ? 'doc' : this.takeType('word', 'a name').text;
      if (entries.has(name)) this.fail(`${name} stands twice`);
      entries.set(name, documented ? stringOf(this.take().text) : entry(name));
      this.expect('\n');
    }
    return entries;
  }

  layerEntry(name: string): unknown {
    this.expect('=');
    switch (name) {
      case 'defaultPrim':
      case 'upAxis':
        return this.single('string');
      case 'metersPerUnit':
        return this.number();
      case 'customLayerData': {
        const data = new Map<string, string>();
        this.expect('{');
        this.expect('\n');
        while (!this.accept('}')) {
          this.expect('string');
          const key = this.takeType('word', 'a name').text;
          if (data.has(key)) this.fail(`${key} stands twice`);
          this.expect('=');
          data.set(key, this.single('string') as string);
          this.expect('\n');
        }
        return data;
      }
      default:
        return this.fail(`layer metadata ${name} is not expected`);
    }
  }

  primEntry(name: string): unknown {
    if (name === 'prepend') {
      this.expect('references');
      this.expect('=');
      return this.asset();
    }
    this.expect('=');
    if (name === 'instanceable') return this.single('bool');
    if (name === 'kind' || name === 'displayName') return this.single('string');
    return this.fail(`prim metadata ${name} is not expected`);
  }

  property(): ReadProperty {
    const { line } = this.next;
    this.accept('custom');
    this.accept('uniform');
    const type = this.takeType('word', 'a value type').text;
    const name = this.takeType('word', 'a property name').text;
    if (name.endsWith('[]')) this.fail(`${name} is no property name`);
    this.expect('=');
    const value = type === 'rel' ? this.takeType('path', 'a path').text.slice(1, -1) : this.value(type);
    const metadata =
      this.next.text === '('
        ? this.metadata((entry) => {
            this.expect('=');
            return entry === 'interpolation' ? this.single('string') : this.fail(`attribute metadata ${entry} is not expected`);
          })
        : new Map<string, unknown>();
    this.expect('\n');
    return { name, type, value, line, metadata };
  }

  prim(): ReadPrim {
    const { line } = this.next;
    this.expect('def');
    const type = this.takeType('word', 'a prim type').text;
    const quoted = stringOf(this.takeType('string', 'a quoted prim name').text);
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(quoted)) this.fail(`${quoted} is no prim name`);
    const metadata = this.next.text === '(' ? this.metadata((name) => this.primEntry(name)) : new Map<string, unknown>();
    this.expect('\n');
    this.expect('{');
    this.expect('\n');
    const properties = new Map<string, ReadProperty>();
    const children: ReadPrim[] = [];
    const names = new Set<string>();
    while (!this.accept('}')) {
      if (this.next.text === 'def') {
        const child = this.prim();
        if (names.has(child.name)) this.fail(`two prims of ${quoted} are named ${child.name}`);
        names.add(child.name);
        children.push(child);
      } else if (this.next.type === 'newline') this.take();
      else {
        const property = this.property();
        if (properties.has(property.name)) this.fail(`${property.name} stands twice in ${quoted}`);
        properties.set(property.name, property);
      }
    }
    this.expect('\n');
    return { type, name: quoted, line, metadata, properties, children };
  }

  layer(): ReadLayer {
    const metadata = this.metadata((name) => this.layerEntry(name));
    this.expect('\n');
    const prims: ReadPrim[] = [];
    for (this.blankLines(); this.next.type !== 'end'; this.blankLines()) {
      const prim = this.prim();
      if (prims.some(({ name }) => name === prim.name)) this.fail(`two prims of the layer are named ${prim.name}`);
      prims.push(prim);
    }
    return { metadata, prims };
  }
}

/** @throws UsdSyntaxError naming the line. */
export const parseLayer = (text: string): ReadLayer => new Reader(tokensOf(text)).layer();
