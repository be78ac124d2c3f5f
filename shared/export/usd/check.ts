/** What a written layer must keep beyond the grammar: units, axes, sound meshes, live targets, shared assets. */
import type { ReadLayer, ReadPrim } from './parse.ts';

interface Placed {
  readonly prim: ReadPrim;
  readonly path: string;
}

export function* primsOf(layer: ReadLayer): Generator<Placed> {
  const walk = function* (prims: readonly ReadPrim[], parent: string): Generator<Placed> {
    for (const prim of prims) {
      const path = `${parent}/${prim.name}`;
      yield { prim, path };
      yield* walk(prim.children, path);
    }
  };
  yield* walk(layer.prims, '');
}

function meshFaults({ properties }: ReadPrim): string[] {
  const read = (name: string) => properties.get(name)?.value;
  const points = read('points') as number[][] | undefined;
  const counts = read('faceVertexCounts') as number[] | undefined;
  const indices = read('faceVertexIndices') as number[] | undefined;
  const extent = read('extent') as number[][] | undefined;
  if (!points || !counts || !indices || !extent) return ['a mesh lacks points, faces or extent'];
  const faults: string[] = [];
  if (counts.some((count) => count < 3)) faults.push('a face has fewer than three corners');
  if (counts.reduce((sum, count) => sum + count, 0) !== indices.length) faults.push('faceVertexCounts do not sum to the number of indices');
  if (indices.some((index) => index < 0 || index >= points.length)) faults.push('an index is beyond the points');
  for (let axis = 0; axis < 3; axis++) {
    const along = points.map((point) => point[axis] as number);
    if (extent[0]?.[axis] !== Math.min(...along) || extent[1]?.[axis] !== Math.max(...along))
      faults.push('the extent is not that of the points');
  }
  return faults;
}

/** Sentences with the prim's path; none for a sound layer. `assets`: paths that references may name. */
export function layerFaults(layer: ReadLayer, assets: ReadonlySet<string> = new Set()): string[] {
  const faults: string[] = [];
  if (layer.metadata.get('metersPerUnit') !== 1) faults.push('metersPerUnit is not 1');
  if (layer.metadata.get('upAxis') !== 'Z') faults.push('the up axis is not Z');
  if (!layer.prims.some(({ name }) => name === layer.metadata.get('defaultPrim'))) faults.push('the default prim does not exist');
  const paths = new Set([...primsOf(layer)].map(({ path }) => path));
  for (const { prim, path } of primsOf(layer)) {
    if (prim.type === 'Mesh') faults.push(...meshFaults(prim).map((fault) => `${path}: ${fault}`));
    const reference = prim.metadata.get('prepend');
    if (reference !== undefined && !assets.has(reference as string)) faults.push(`${path}: refers to ${reference}, which does not exist`);
    if (reference !== undefined && prim.metadata.get('instanceable') !== true)
      faults.push(`${path}: refers to an asset and is not instanceable`);
    for (const property of prim.properties.values()) {
      if (property.type === 'rel' && !paths.has(property.value as string))
        faults.push(`${path}.${property.name}: target ${property.value} does not exist`);
    }
    const order = prim.properties.get('xformOpOrder')?.value as string[] | undefined;
    const operations = [...prim.properties.keys()].filter((name) => name.startsWith('xformOp:'));
    if (operations.length !== (order?.length ?? 0) || operations.some((name) => !order?.includes(name)))
      faults.push(`${path}: xformOpOrder does not name its operations`);
  }
  return faults;
}
