/** Gathers the parts of a liquid network while records contribute, or writes one record's part anew in its place. */
import type { RecordId } from '../../document/ids.ts';
import { nodeId } from '../../network/build.ts';
import type { Exchanger, FluidName, LiquidBranch, LiquidControl, LiquidNode, ThermalUnit } from '../../network/liquid.ts';

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

export class NetworkBuilder {
  readonly nodes: LiquidNode[];
  readonly branches: LiquidBranch[];
  readonly exchangers: Exchanger[];
  readonly units: ThermalUnit[];
  readonly controls: LiquidControl[];
  readonly #index: Map<string, number>;
  /** Where the next entry of each list goes. */
  readonly #next = { nodes: 0, branches: 0, exchangers: 0, units: 0, controls: 0 };
  /** While one record is written anew. */
  #places: Places | undefined;
  #strange = false;
  readonly #renewed = new Set<number>();
  /** Whether a branch written anew ends at other nodes than before. */
  rewired = false;

  constructor(earlier?: NetworkBuilder) {
    this.nodes = earlier?.nodes.slice() ?? [];
    this.branches = earlier?.branches.slice() ?? [];
    this.exchangers = earlier?.exchangers.slice() ?? [];
    this.units = earlier?.units.slice() ?? [];
    this.controls = earlier?.controls.slice() ?? [];
    this.#index = earlier ? earlier.#index : new Map();
  }

  /** The same entries, of which records can be written anew without touching these. */
  copy(): NetworkBuilder {
    return new NetworkBuilder(this);
  }

  ends(): Ends {
    return { ...this.#next };
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

  node(owner: RecordId, point: string, make: () => { elevation_m: number; fluid: FluidName }): number {
    const id = nodeId(owner, point);
    const known = this.#index.get(id);
    const places = this.#places;
    if (known !== undefined) {
      // A node belongs to the record that named it first, and is written anew with it.
      if (places && known >= places.from.nodes && known < places.to.nodes && !this.#renewed.has(known)) {
        this.#renewed.add(known);
        this.nodes[known] = { id, owner, ...make() };
      }
      return known;
    }
    if (places) {
      this.#strange = true;
      return 0;
    }
    const index = this.#take('nodes');
    this.nodes[index] = { id, owner, ...make() };
    this.#index.set(id, index);
    return index;
  }

  addBranch(branch: LiquidBranch): number {
    const index = this.#take('branches');
    const before = this.#places && this.branches[index];
    if (before && (before.from !== branch.from || before.to !== branch.to)) this.rewired = true;
    this.branches[index] = branch;
    return index;
  }

  addExchanger(exchanger: Exchanger): number {
    const index = this.#take('exchangers');
    this.exchangers[index] = exchanger;
    return index;
  }

  addUnit(unit: ThermalUnit): number {
    const index = this.#take('units');
    this.units[index] = unit;
    return index;
  }

  addControl(control: LiquidControl): void {
    this.controls[this.#take('controls')] = control;
  }

  reference(node: number, fixedPressure_Pa: number): void {
    this.nodes[node] = { ...(this.nodes[node] as LiquidNode), fixedPressure_Pa };
  }

  /** Place of the next entry; beyond a record's own places only this copy is spoilt, which is then not used. */
  #take(list: keyof Ends): number {
    const index = this.#next[list]++;
    if (this.#places && index >= this.#places.to[list]) this.#strange = true;
    return index;
  }
}
