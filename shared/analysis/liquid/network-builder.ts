/** Gathers the parts of a liquid network while records contribute, or writes one record's part anew in its place. */
import type { RecordId } from '../../document/ids.ts';
import { deriveFrom } from '../../document/lineage.ts';
import { nodeId } from '../../network/build.ts';
import type { Exchanger, FluidName, LiquidBranch, LiquidControl, LiquidNode, ThermalUnit } from '../../network/liquid.ts';
import { samePlain } from '../../solve/liquid/changes.ts';

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
  readonly #index: Map<string, number>;
  /** Where the next entry of each list goes. */
  readonly #next = { nodes: 0, branches: 0, exchangers: 0, units: 0, controls: 0 };
  #ends: Ends = { nodes: 0, branches: 0, exchangers: 0, units: 0, controls: 0 };
  /** While one record is written anew. */
  #places: Places | undefined;
  #strange = false;
  readonly #renewed = new Set<number>();
  /** Whether a branch written anew ends at other nodes than before. */
  rewired = false;

  constructor(earlier?: NetworkBuilder) {
    this.#earlier = earlier;
    this.#lists = earlier ? { ...earlier.#lists } : { nodes: [], branches: [], exchangers: [], units: [], controls: [] };
    this.#index = earlier ? earlier.#index : new Map();
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

  /** The same object while nothing is added. */
  ends(): Ends {
    if (listNames.some((name) => this.#ends[name] !== this.#next[name])) this.#ends = { ...this.#next };
    return this.#ends;
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

  node(owner: RecordId, point: string, elevation_m: number, fluid: FluidName): number {
    const id = nodeId(owner, point);
    const known = this.#index.get(id);
    const places = this.#places;
    if (known !== undefined) {
      // A node belongs to the record that named it first, and is written anew with it.
      if (places && known >= places.from.nodes && known < places.to.nodes && !this.#renewed.has(known)) {
        this.#renewed.add(known);
        this.#put('nodes', known, { id, owner, elevation_m, fluid });
      }
      return known;
    }
    if (places) {
      this.#strange = true;
      return 0;
    }
    const index = this.#take('nodes');
    this.#put('nodes', index, { id, owner, elevation_m, fluid });
    this.#index.set(id, index);
    return index;
  }

  addBranch(branch: LiquidBranch): number {
    const index = this.#take('branches');
    const before = this.#places && this.branches[index];
    if (before && (before.from !== branch.from || before.to !== branch.to)) this.rewired = true;
    this.#put('branches', index, branch);
    return index;
  }

  addExchanger(exchanger: Exchanger): number {
    const index = this.#take('exchangers');
    this.#put('exchangers', index, exchanger);
    return index;
  }

  addUnit(unit: ThermalUnit): number {
    const index = this.#take('units');
    this.#put('units', index, unit);
    return index;
  }

  addControl(control: LiquidControl): void {
    this.#put('controls', this.#take('controls'), control);
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

  /** Place of the next entry; beyond a record's own places only this copy is spoilt, which is then not used. */
  #take(list: keyof Ends): number {
    const index = this.#next[list]++;
    if (this.#places && index >= this.#places.to[list]) this.#strange = true;
    return index;
  }
}
