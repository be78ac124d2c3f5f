/** A design as an OpenUSD scene: one prototype per item and shape, equipment as its instances, runs as tubes. */

import { exportedName, exportedValue } from '../../analysis/exported.ts';
import { valueAt } from '../../analysis/number-column.ts';
import type { QuantityKey } from '../../analysis/quantities.ts';
import { type Analysis, rowOf } from '../../analysis/result.ts';
import { envelopeOf } from '../../catalogue/placement.ts';
import { kindOf, parametersOf } from '../../catalogue/resolve.ts';
import { portsOf, routeOf } from '../../catalogue/route.ts';
import { type Document, itemOf, siteOf } from '../../document/document.ts';
import type { Connection, Equipment, Item } from '../../document/records.ts';
import { sha256 } from '../sha256.ts';
import { byText, bytesOf } from '../text.ts';
import { boxMesh, drumMesh, finePoint, type MeshData, meshAttributes, plateMesh, tubeMesh } from './geometry.ts';
import { primName, uniqueNames } from './names.ts';
import type { Attribute, Layer, Prim, Vector } from './usda.ts';

const colours: Readonly<Record<string, Vector>> = {
  rack: [0.16, 0.17, 0.19],
  cdu: [0.16, 0.42, 0.62],
  chiller: [0.36, 0.55, 0.68],
  'dry-cooler': [0.42, 0.6, 0.66],
  'fan-wall': [0.45, 0.62, 0.72],
  pump: [0.2, 0.45, 0.5],
  valve: [0.3, 0.5, 0.55],
  header: [0.35, 0.5, 0.6],
  pipe: [0.4, 0.55, 0.65],
  'expansion-vessel': [0.55, 0.3, 0.28],
  generator: [0.45, 0.42, 0.3],
  cable: [0.72, 0.5, 0.2],
  whip: [0.72, 0.5, 0.2],
  busway: [0.7, 0.48, 0.18],
};
const otherColour: Vector = [0.58, 0.52, 0.4];
const floorColour: Vector = [0.72, 0.73, 0.74];

export interface Prototype {
  /** File name of the asset without ending, and its prim name. */
  readonly name: string;
  readonly item: Item;
  readonly mesh: MeshData;
  readonly colour: Vector;
  /** Equipment with this item and shape; the first stands for all. */
  readonly example: Equipment;
}

function meshOf(document: Document, equipment: Equipment): MeshData | undefined {
  const envelope = envelopeOf(document, equipment);
  if (!envelope) return undefined;
  const { width_m, depth_m, height_m } = envelope;
  return kindOf(document, equipment)?.kind === 'header' ? drumMesh(width_m, depth_m) : boxMesh(width_m, depth_m, height_m);
}

/** What decides the shape and ports of a record beyond its item: its overrides that act on layout. */
function shapeKey(document: Document, equipment: Equipment): string {
  const parameters = kindOf(document, equipment)?.parameters ?? {};
  const acting = Object.entries(equipment.overrides)
    .filter(([name]) => parameters[name]?.acts.includes('layout'))
    .sort(([a], [b]) => byText(a, b));
  return acting.length === 0 ? '' : JSON.stringify(acting);
}

/** Prototypes by equipment id; equipment whose item cannot be understood has none. */
export function prototypesOf(document: Document): ReadonlyMap<string, Prototype> {
  const byKey = new Map<string, Prototype>();
  const byEquipment = new Map<string, Prototype>();
  const files = new Set<string>();
  for (const equipment of [...document.tables.equipment.values()].sort((a, b) => byText(a.id, b.id))) {
    const item = itemOf(document, equipment);
    const shape = shapeKey(document, equipment);
    const key = `${item.id} ${shape}`;
    let prototype = byKey.get(key);
    if (!prototype) {
      const mesh = meshOf(document, equipment);
      if (!mesh) continue;
      const spelled = primName(item.name) + (shape === '' ? '' : `__${sha256(bytesOf(shape)).slice(0, 8)}`);
      // A file name has an end; a digest keeps two long ones apart.
      const plain = spelled.length > 100 ? `${spelled.slice(0, 80)}__${sha256(bytesOf(spelled)).slice(0, 8)}` : spelled;
      const name = files.has(plain.toLowerCase()) ? `${plain}__${sha256(bytesOf(key)).slice(0, 8)}` : plain;
      files.add(name.toLowerCase());
      prototype = { name, item, mesh, colour: colours[item.kind] ?? otherColour, example: equipment };
      byKey.set(key, prototype);
    }
    byEquipment.set(equipment.id, prototype);
  }
  return byEquipment;
}

const text = (name: string, value: string): Attribute => ({ name, type: 'string', value, custom: true });
const body = (mesh: MeshData, colour: Vector): Prim => ({ type: 'Mesh', name: 'Body', attributes: meshAttributes(mesh, colour) });

/** The asset of one prototype: body, ports as guides, and the item's values. */
export function assetLayer(document: Document, { name, item, mesh, colour, example }: Prototype): Layer {
  const values = Object.entries(item.values)
    .filter(([, { value }]) => typeof value === 'number')
    .sort(([a], [b]) => byText(a, b))
    .map(
      ([parameter, { value }]): Attribute => ({ name: `headroom:item:${parameter}`, type: 'double', value: value as number, custom: true }),
    );
  const ports = portsOf(document, example).map(
    (port): Prim => ({
      type: 'Xform',
      name: primName(port.name),
      attributes: [
        text('headroom:port:direction', port.direction),
        text('headroom:port:medium', port.medium),
        text('headroom:port:systems', port.systems.join(' ')),
        { name: 'purpose', type: 'token', value: 'guide', uniform: true },
        { name: 'xformOp:translate', type: 'double3', value: finePoint(port.at_m) },
        { name: 'xformOpOrder', type: 'token[]', value: ['xformOp:translate'], uniform: true },
      ],
    }),
  );
  const prim: Prim = {
    type: 'Xform',
    name,
    kind: 'component',
    displayName: item.title,
    attributes: [text('headroom:kind', item.kind), text('headroom:maker', item.maker), text('headroom:model', item.model), ...values],
    children: [body(mesh, colour), ...(ports.length === 0 ? [] : [{ type: 'Scope', name: 'Ports', children: ports } as Prim])],
  };
  return { defaultPrim: name, prims: [prim] };
}

/** Solved quantities of a record, named as in the analysis JSON. */
function resultAttributes(analysis: Analysis, id: string): Attribute[] {
  const row = rowOf(analysis.results, id);
  if (row === undefined) return [];
  return (Object.keys(analysis.results.columns) as QuantityKey[]).sort(byText).flatMap((key): Attribute[] => {
    const column = analysis.results.columns[key];
    const value = column ? valueAt(column, row) : Number.NaN;
    return Number.isNaN(value)
      ? []
      : [{ name: `headroom:result:${exportedName(key)}`, type: 'double', value: exportedValue(key, value), custom: true }];
  });
}

function placedPrim(equipment: Equipment, name: string, analysis: Analysis): Pick<Prim, 'type' | 'name' | 'displayName' | 'attributes'> {
  const turn = equipment.yaw_deg === 0 ? [] : [{ name: 'xformOp:rotateZ', type: 'double', value: equipment.yaw_deg } as Attribute];
  return {
    type: 'Xform',
    name,
    displayName: equipment.tag,
    attributes: [
      text('headroom:id', equipment.id),
      ...resultAttributes(analysis, equipment.id),
      text('headroom:tag', equipment.tag),
      ...turn,
      { name: 'xformOp:translate', type: 'double3', value: finePoint(equipment.position_m) },
      {
        name: 'xformOpOrder',
        type: 'token[]',
        value: ['xformOp:translate', ...(turn.length > 0 ? ['xformOp:rotateZ'] : [])],
        uniform: true,
      },
    ],
  };
}

function runPrim(
  document: Document,
  connection: Connection,
  name: string,
  equipmentNames: ReadonlyMap<string, string>,
  analysis: Analysis,
): Prim | undefined {
  const kind = kindOf(document, connection);
  const parameters = parametersOf(document, connection);
  if (!kind || !parameters.ok) return undefined;
  const mesh = tubeMesh(routeOf(document, connection), (parameters.value.outerDiameter_m as number) / 2, kind.kind === 'pipe' ? 6 : 4);
  if (!mesh) return undefined;
  const ends = (['from', 'to'] as const).flatMap((side) => {
    const target = equipmentNames.get(connection[side].equipment);
    return target === undefined ? [] : [{ name: `headroom:${side}`, target: `/World/Equipment/${target}` }];
  });
  return {
    type: 'Mesh',
    name,
    displayName: connection.tag,
    attributes: [
      text('headroom:fromPort', connection.from.port),
      text('headroom:id', connection.id),
      ...resultAttributes(analysis, connection.id),
      text('headroom:system', document.tables.system.get(connection.system)?.name ?? connection.system),
      text('headroom:tag', connection.tag),
      text('headroom:toPort', connection.to.port),
      ...meshAttributes(mesh, colours[kind.kind] ?? otherColour),
    ],
    relationships: ends,
  };
}

/** The scene. `layered`: instances of asset files; `flat`: every body inlined, for readers that follow no references. */
export function sceneLayer(
  document: Document,
  analysis: Analysis,
  prototypes: ReadonlyMap<string, Prototype>,
  form: 'layered' | 'flat',
): Layer {
  const site = siteOf(document);
  const equipment = [...document.tables.equipment.values()].sort((a, b) => byText(a.id, b.id));
  const connections = [...document.tables.connection.values()].sort((a, b) => byText(a.id, b.id));
  const equipmentNames = uniqueNames(equipment.filter(({ id }) => prototypes.has(id)));
  const runNames = uniqueNames(connections);
  const byName = (a: Prim, b: Prim) => byText(a.name, b.name);
  const placed = equipment.flatMap((record): Prim[] => {
    const prototype = prototypes.get(record.id);
    const name = equipmentNames.get(record.id);
    if (!prototype || name === undefined) return [];
    const prim = placedPrim(record, name, analysis);
    return [
      form === 'layered'
        ? { ...prim, instanceOf: `./assets/${prototype.name}.usda` }
        : { ...prim, kind: 'component', children: [body(prototype.mesh, prototype.colour)] },
    ];
  });
  const runs = connections.flatMap(
    (connection) => runPrim(document, connection, runNames.get(connection.id) as string, equipmentNames, analysis) ?? [],
  );
  const floors = [...document.tables.space.values()].filter(
    ({ kind, outline_m }) => (kind === 'hall' || kind === 'room' || kind === 'yard') && outline_m.length > 2,
  );
  const floorNames = uniqueNames(floors.map(({ id, name }) => ({ id, tag: name })));
  const plates = floors.map(
    (space): Prim => ({
      type: 'Mesh',
      name: floorNames.get(space.id) as string,
      displayName: space.name,
      // A hair below the equipment, so that the two never fight for the same depth.
      attributes: [text('headroom:id', space.id), ...meshAttributes(plateMesh(space.outline_m, space.elevation_m - 0.002), floorColour)],
    }),
  );
  const children: Prim[] = [
    { type: 'Xform', name: 'Equipment', kind: 'group', children: placed.sort(byName) },
    { type: 'Xform', name: 'Floors', kind: 'group', children: plates.sort(byName) },
    { type: 'Xform', name: 'Runs', kind: 'group', children: runs.sort(byName) },
  ];
  return {
    defaultPrim: 'World',
    documentation: site.name,
    customLayerData: {
      date: site.date,
      projectNumber: site.projectNumber,
      revision: site.revision,
      scenario: analysis.scenario.name,
      status: site.status,
    },
    prims: [{ type: 'Xform', name: 'World', kind: 'assembly', children }],
  };
}
