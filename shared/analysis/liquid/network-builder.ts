/** Gathers the parts of a liquid network while records contribute, or writes one record's part anew in its place. */
import type { RecordId } from '../../document/ids.ts';
import { deriveFrom } from '../../document/lineage.ts';
import { nodeId } from '../../network/build.ts';
import type { Exchanger, FluidName, LiquidBranch, LiquidControl, LiquidNode, ThermalUnit } from '../../network/liquid.ts';
import { samePlain } from '../../solve/liquid/changes.ts';
import { NodeNames } from './node-names.ts';

/** Lengths of the lists. */
export interface Ends {
  readonly nodes: number;
  readonly branches: number;
  readonly exchangers: number;
  readonly units: number;
  readonly controls: number;
}

/** Where the entries of one record begin and end. */
export interface Places {
  readonly from: Ends;
  readonly to: Ends;
}

/** Where the entries of each of many records end, as one array: a campus has a hundred thousand of them. */
export class RecordEnds {
  readonly #ends: Int32Array;

  constructor(records: number) {
    this.#ends = new Int32Array(listNames.length * (records + 1));
  }

  /** Notes what stands in the lists after a record has contributed. */
  set(ordinal: number, { nodes, branches, exchangers, units, controls }: NetworkBuilder): void {
    const at = listNames.length * (ordinal + 1);
    this.#ends[at] = nodes.length;
    this.#ends[at + 1] = branches.length;
    this.#ends[at + 2] = exchangers.length;
    this.#ends[at + 3] = units.length;
    this.#ends[at + 4] = controls.length;
  }

  /** Records contribute one after the other: each begins where the one before ends. */
  placesOf(ordinal: number): Places {
    return { from: this.#after(ordinal - 1), to: this.#after(ordinal) };
  }

  #after(ordinal: number): Ends {
    const at = listNames.length * (ordinal + 1);
    const [nodes = 0, branches = 0, exchangers = 0, units = 0, controls = 0] = this.#ends.subarray(at, at + listNames.length);
    return { nodes, branches, exchangers, units, controls };
  }
}

/** The lists themselves. */
interface Lists {
  nodes: LiquidNode[];
  branches: LiquidBranch[];
  exchangers: Exchanger[];
  units: ThermalUnit[];
  controls: LiquidControl[];
}

const listNames = ['nodes', 'branches', 'exchangers', 'units', 'controls'] as const satisfies readonly (keyof Lists)[];

export class NetworkBuilder {
  /** Those of the earlier builder until an entry differs. */
  readonly #lists: Lists;
  #earlier: NetworkBuilder | undefined;
  /** Places at which an entry differs from the earlier builder's. */
  readonly #replaced: Readonly<Record<keyof Lists, number[]>> = { nodes: [], branches: [], exchangers: [], units: [], controls: [] };
  readonly #names: NodeNames;
  /** While one record is written anew. */
  #places: Places | undefined;
  /** Where its next entry of each list goes. */
  readonly #next = { nodes: 0, branches: 0, exchangers: 0, units: 0, controls: 0 };
  #strange = false;
  readonly #renewed = new Set<number>();
  /** Whether a branch written anew ends at other nodes than before. */
  rewired = false;

  constructor(earlier?: NetworkBuilder) {
    this.#earlier = earlier;
    this.#lists = earlier ? { ...earlier.#lists } : { nodes: [], branches: [], exchangers: [], units: [], controls: [] };
    this.#names = earlier ? earlier.#names : new NodeNames();
  }

  get nodes(): readonly LiquidNode[] {
    return this.#lists.nodes;
  }

  get branches(): readonly LiquidBranch[] {
    return this.#lists.branches;
  }

  get exchangers(): readonly Exchanger[] {
    return this.#lists.exchangers;
  }

  get units(): readonly ThermalUnit[] {
    return this.#lists.units;
  }

  get controls(): readonly LiquidControl[] {
    return this.#lists.controls;
  }

  /** The same entries, of which records can be written anew without touching these. */
  copy(): NetworkBuilder {
    return new NetworkBuilder(this);
  }

  /**
   * After the last record was written anew: lets whoever reads the lists find what differs from the earlier ones.
   * @returns places at which controls differ
   */
  finishCopy(): readonly number[] {
    const earlier = this.#earlier;
    if (earlier) for (const name of listNames) deriveFrom(earlier.#lists[name], this.#lists[name], this.#replaced[name]);
    // Networks must not keep all those before them.
    this.#earlier = undefined;
    return this.#replaced.controls;
  }

  /** Index that the next exchanger gets. */
  get nextExchanger(): number {
    return this.#places ? this.#next.exchangers : this.exchangers.length;
  }

  /** Index that the next thermal unit gets. */
  get nextUnit(): number {
    return this.#places ? this.#next.units : this.units.length;
  }

  /** From here on one record is written into its own places. */
  rewrite(places: Places): void {
    this.#places = places;
    Object.assign(this.#next, places.from);
    this.#strange = false;
    this.#renewed.clear();
  }

  /** Whether the record written anew filled its places exactly. */
  fits(): boolean {
    const places = this.#places;
    if (!places || this.#strange || this.#renewed.size !== places.to.nodes - places.from.nodes) return false;
    const { branches, exchangers, units, controls } = this.#next;
    const { to } = places;
    return branches === to.branches && exchangers === to.exchangers && units === to.units && controls === to.controls;
  }

  /** The node at a point of a record; −1 where it is still to be added, or to be written anew with its record. */
  nodeAt(owner: RecordId, point: string): number {
    const known = this.#names.find(owner, point);
    const places = this.#places;
    // A node belongs to the record that named it first, and is written anew with it.
    const waits = places && known >= places.from.nodes && known < places.to.nodes && !this.#renewed.has(known);
    return waits ? -1 : known;
  }

  /** Adds, or writes anew, the node that `nodeAt` did not give. */
  addNode(owner: RecordId, point: string, elevation_m: number, fluid: FluidName): number {
    const node: LiquidNode = { id: nodeId(owner, point), owner, elevation_m, fluid };
    if (!this.#places) {
      this.#names.add(owner, point);
      return this.#add('nodes', node);
    }
    const known = this.#names.find(owner, point);
    if (known < 0) {
      this.#strange = true;
      return 0;
    }
    this.#renewed.add(known);
    this.#put('nodes', known, node);
    return known;
  }

  addBranch(branch: LiquidBranch): number {
    const before = this.#places && this.branches[this.#next.branches];
    if (before && (before.from !== branch.from || before.to !== branch.to)) this.rewired = true;
    return this.#add('branches', branch);
  }

  addExchanger(exchanger: Exchanger): number {
    return this.#add('exchangers', exchanger);
  }

  addUnit(unit: ThermalUnit): number {
    return this.#add('units', unit);
  }

  addControl(control: LiquidControl): void {
    this.#add('controls', control);
  }

  reference(node: number, fixedPressure_Pa: number): void {
    this.#put('nodes', node, { ...(this.nodes[node] as LiquidNode), fixedPressure_Pa });
  }

  separate(node: number): void {
    this.#put('nodes', node, { ...(this.nodes[node] as LiquidNode), separates: true });
  }

  #put<L extends keyof Lists>(name: L, index: number, entry: Lists[L][number]): void {
    const lists: Record<L, Lists[L][number][]> = this.#lists;
    if (this.#earlier) {
      if (samePlain(lists[name][index], entry)) return;
      if (this.#lists[name] === this.#earlier.#lists[name]) lists[name] = lists[name].slice();
      this.#replaced[name].push(index);
    }
    lists[name][index] = entry;
  }

  /** Appends an entry, or writes the record's next one; beyond its own places only this copy is spoilt, which is then not used. */
  #add<L extends keyof Lists>(name: L, entry: Lists[L][number]): number {
    const lists: Record<L, Lists[L][number][]> = this.#lists;
    if (!this.#places) return lists[name].push(entry) - 1;
    const index = this.#next[name]++;
    if (index >= this.#places.to[name]) this.#strange = true;
    this.#put(name, index, entry);
    return index;
  }
}
