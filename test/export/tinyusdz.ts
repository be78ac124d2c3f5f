/** tinyusdz in Node: an OpenUSD reader that is not ours, with the references composed layer by layer. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

interface Node {
  readonly primName: string;
  readonly absPath: string;
  readonly nodeType?: string;
  readonly localMatrix: readonly number[];
  readonly children: readonly Node[];
}

interface Loader {
  loadFromBinary(bytes: Uint8Array, name: string): boolean;
  loadAsLayerFromBinary(bytes: Uint8Array, name: string): boolean;
  error(): string;
  numMeshes(): number;
  getDefaultRootNode(): Node;
  extractReferencesAssetPaths(): Iterable<string>;
  setAsset(name: string, bytes: Uint8Array): void;
  hasReferences(): boolean;
  composeReferences(): boolean;
  layerToRenderScene(): boolean;
}

type Module = { TinyUSDZLoaderNative: new () => Loader };

let module: Promise<Module> | undefined;

/** The published build refuses Node, so it is shown a worker's globals while it starts. */
async function load(): Promise<Module> {
  const require = createRequire(import.meta.url);
  const wasmBinary = readFileSync(require.resolve('tinyusdz/tinyusdz.wasm'));
  const script = require.resolve('tinyusdz/tinyusdz.js');
  const globals = globalThis as unknown as Record<string, unknown>;
  const process = globals.process;
  const names = ['WorkerGlobalScope', 'self', 'location'];
  const before = names.map((name) => globals[name]);
  const set = (name: string, value: unknown) => Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  try {
    set('WorkerGlobalScope', class {});
    set('self', globalThis);
    set('location', { href: 'file:///' });
    set('process', undefined);
    const { default: start } = (await import(script)) as { default: (options: object) => Promise<Module> };
    return await start({ wasmBinary });
  } finally {
    set('process', process);
    names.forEach((name, i) => {
      if (before[i] === undefined) delete globals[name];
      else set(name, before[i]);
    });
  }
}

export interface OpenedUsd {
  readonly meshes: number;
  /** Every node of the scene by its path. */
  readonly nodes: ReadonlyMap<string, Node>;
}

function opened(loader: Loader): OpenedUsd {
  const nodes = new Map<string, Node>();
  const walk = (node: Node) => {
    nodes.set(node.absPath, node);
    for (const child of node.children) walk(child);
  };
  walk(loader.getDefaultRootNode());
  return { meshes: loader.numMeshes(), nodes };
}

/** Opens one file without following anything. */
export async function openUsd(text: Uint8Array, name: string): Promise<OpenedUsd> {
  module ??= load();
  const loader = new (await module).TinyUSDZLoaderNative();
  if (!loader.loadFromBinary(text, name)) throw new Error(loader.error());
  return opened(loader);
}

/** Opens a layer and composes its references from the given files (`./assets/x.usda` to bytes). */
export async function composeUsd(text: Uint8Array, assets: ReadonlyMap<string, Uint8Array>): Promise<OpenedUsd> {
  module ??= load();
  const loader = new (await module).TinyUSDZLoaderNative();
  if (!loader.loadAsLayerFromBinary(text, 'Main.usda')) throw new Error(loader.error());
  for (let round = 0; round < 8 && loader.hasReferences(); round++) {
    for (const path of loader.extractReferencesAssetPaths()) {
      const bytes = assets.get(path);
      if (!bytes) throw new Error(`the scene refers to ${path}, which was not written`);
      loader.setAsset(path, bytes);
    }
    if (!loader.composeReferences()) throw new Error(loader.error());
  }
  if (!loader.layerToRenderScene()) throw new Error(loader.error());
  return opened(loader);
}
