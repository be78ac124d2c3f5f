/**
 * A strict writer for OpenUSD text layers (crate-free `.usda`): one statement a line, braces on their own lines,
 * prim metadata over several lines, typed values, unique names. What Pixar's parser refuses or other readers
 * lose cannot be written: it throws, because it would be a bug here.
 */

const scalarTypes = ['bool', 'int', 'double', 'float', 'string', 'token', 'asset'] as const;
const vectorTypes = ['double3', 'float3', 'point3f', 'normal3f', 'color3f'] as const;
export type ScalarType = (typeof scalarTypes)[number];
export type VectorType = (typeof vectorTypes)[number];
export type ValueType = ScalarType | VectorType | `${ScalarType}[]` | `${VectorType}[]`;
export type Vector = readonly [number, number, number];
export type Value = boolean | number | string | Vector | readonly number[] | readonly string[] | readonly Vector[];

export interface Attribute {
  readonly name: string;
  readonly type: ValueType;
  readonly value: Value;
  readonly uniform?: true;
  /** Not part of a schema of USD. */
  readonly custom?: true;
  readonly interpolation?: 'constant' | 'uniform' | 'vertex';
}

export interface Relationship {
  readonly name: string;
  /** Absolute prim path. */
  readonly target: string;
}

export interface Prim {
  readonly type: 'Xform' | 'Scope' | 'Mesh';
  readonly name: string;
  readonly kind?: 'assembly' | 'group' | 'component';
  /** The user's own text; the prim name is its ASCII form. */
  readonly displayName?: string;
  /** Asset file of the prototype, relative and starting with `./`; the prim becomes an instance of it. */
  readonly instanceOf?: string;
  readonly attributes?: readonly Attribute[];
  readonly relationships?: readonly Relationship[];
  readonly children?: readonly Prim[];
}

export interface Layer {
  readonly defaultPrim: string;
  readonly documentation?: string;
  readonly customLayerData?: Readonly<Record<string, string>>;
  readonly prims: readonly Prim[];
}

const identifier = /^[A-Za-z_][A-Za-z0-9_]*$/;
const attributeName = /^[A-Za-z_][A-Za-z0-9_]*(:[A-Za-z_][A-Za-z0-9_]*)*$/;

function wrong(what: string): never {
  throw new Error(`USD: ${what}`);
}

/** Shortest text that reads back as the same number. */
function numberText(value: number): string {
  if (!Number.isFinite(value)) wrong(`${value} is not a number that can be written`);
  return Object.is(value, -0) ? '0' : String(value);
}

/** A quoted string on one line; control characters other than newline and tab have no safe form and become spaces. */
function stringText(text: string): string {
  const escaped = text
    .replace(/\\/g, '\\\\')
    .replace(/"/g, '\\"')
    .replace(/\n/g, '\\n')
    .replace(/\t/g, '\\t')
    .replace(/\p{Cc}/gu, ' ')
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
  return `"${escaped}"`;
}

function assetText(path: string): string {
  if (!/^\.\/[A-Za-z0-9_./-]+$/.test(path) || path.includes('..')) wrong(`asset path ${path} is not relative inside the package`);
  return `@${path}@`;
}

function scalarText(type: ScalarType, value: unknown): string {
  switch (type) {
    case 'bool':
      return typeof value === 'boolean' ? (value ? 'true' : 'false') : wrong(`${value} is not a bool`);
    case 'int':
      return Number.isInteger(value) && Math.abs(value as number) <= 0x7fffffff ? String(value) : wrong(`${value} is not an int`);
    case 'double':
    case 'float':
      return typeof value === 'number' ? numberText(value) : wrong(`${value} is not a number`);
    case 'asset':
      return typeof value === 'string' ? assetText(value) : wrong(`${value} is not an asset path`);
    default:
      return typeof value === 'string' ? stringText(value) : wrong(`${value} is not a text`);
  }
}

const vectorText = (value: unknown): string => {
  if (!Array.isArray(value) || value.length !== 3) return wrong(`${value} is not a vector`);
  return `(${numberText(value[0])}, ${numberText(value[1])}, ${numberText(value[2])})`;
};

function valueText(type: ValueType, value: Value): string {
  const array = type.endsWith('[]');
  const base = (array ? type.slice(0, -2) : type) as ScalarType | VectorType;
  const one = (vectorTypes as readonly string[]).includes(base) ? vectorText : (entry: unknown) => scalarText(base as ScalarType, entry);
  if (!array) return one(value);
  if (!Array.isArray(value) || value.length === 0) return wrong('an array is empty or not an array');
  return `[${value.map(one).join(', ')}]`;
}

class Lines {
  readonly #lines: string[] = [];
  #depth = 0;

  add(text: string): void {
    this.#lines.push('    '.repeat(this.#depth) + text);
  }

  block(open: string, close: string, inside: () => void): void {
    this.add(open);
    this.#depth++;
    inside();
    this.#depth--;
    this.add(close);
  }

  text(): string {
    return `${this.#lines.join('\n')}\n`;
  }
}

function writeAttribute(out: Lines, { name, type, value, uniform, custom, interpolation }: Attribute): void {
  if (!attributeName.test(name)) wrong(`attribute name ${name}`);
  const head = `${custom ? 'custom ' : ''}${uniform ? 'uniform ' : ''}${type} ${name} = ${valueText(type, value)}`;
  if (interpolation === undefined) out.add(head);
  else out.block(`${head} (`, ')', () => out.add(`interpolation = "${interpolation}"`));
}

function writePrim(out: Lines, prim: Prim): void {
  if (!identifier.test(prim.name)) wrong(`prim name ${prim.name}`);
  const properties = [...(prim.attributes ?? []), ...(prim.relationships ?? [])].map(({ name }) => name);
  if (new Set(properties).size !== properties.length) wrong(`a property stands twice in ${prim.name}`);
  const metadata = [
    ...(prim.displayName === undefined ? [] : [`displayName = ${stringText(prim.displayName)}`]),
    ...(prim.instanceOf === undefined ? [] : ['instanceable = true']),
    ...(prim.kind === undefined ? [] : [`kind = "${prim.kind}"`]),
    ...(prim.instanceOf === undefined ? [] : [`prepend references = ${assetText(prim.instanceOf)}`]),
  ];
  const head = `def ${prim.type} "${prim.name}"`;
  if (metadata.length === 0) out.add(head);
  else
    out.block(`${head} (`, ')', () => {
      for (const line of metadata) out.add(line);
    });
  out.block('{', '}', () => {
    for (const attribute of prim.attributes ?? []) writeAttribute(out, attribute);
    for (const { name, target } of prim.relationships ?? []) {
      if (!attributeName.test(name)) wrong(`relationship name ${name}`);
      if (!/^(\/[A-Za-z_][A-Za-z0-9_]*)+$/.test(target)) wrong(`target ${target}`);
      out.add(`custom rel ${name} = <${target}>`);
    }
    writeSiblings(out, prim.children ?? [], prim.name);
  });
}

function writeSiblings(out: Lines, prims: readonly Prim[], parent: string): void {
  const names = new Set<string>();
  for (const prim of prims) {
    if (names.has(prim.name)) wrong(`two prims of ${parent} are named ${prim.name}`);
    names.add(prim.name);
    writePrim(out, prim);
  }
}

/** Text of one layer: metres, Z up, default prim stated. @throws on anything that a strict reader would refuse. */
export function writeLayer(layer: Layer): string {
  const out = new Lines();
  out.add('#usda 1.0');
  out.block('(', ')', () => {
    if (layer.documentation !== undefined) out.add(stringText(layer.documentation));
    const data = Object.entries(layer.customLayerData ?? {});
    if (data.length > 0)
      out.block('customLayerData = {', '}', () => {
        for (const [name, text] of data) out.add(`string ${identifier.test(name) ? name : wrong(`key ${name}`)} = ${stringText(text)}`);
      });
    out.add(`defaultPrim = "${layer.defaultPrim}"`);
    out.add('metersPerUnit = 1');
    out.add('upAxis = "Z"');
  });
  out.add('');
  if (!layer.prims.some(({ name }) => name === layer.defaultPrim)) wrong(`there is no default prim ${layer.defaultPrim}`);
  writeSiblings(out, layer.prims, 'the layer');
  return out.text();
}
