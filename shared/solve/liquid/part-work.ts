/** Arrays that every solve of a shape writes anew, and what its controls hold: made once, so that a pass allocates little. */
import type { LiquidNetwork } from '../../network/liquid.ts';
import { zeroCelsius_K } from '../../units/quantity.ts';
import type { HydraulicInputs } from '../hydraulics/system.ts';
import type { LiquidColumns } from './columns.ts';
import { throttledBranch } from './flow-targets.ts';
import { BranchProperties } from './properties.ts';

/** Still water without named surroundings. */
const roomStill_K = zeroCelsius_K + 25;

export class PartWork {
  /** Branches whose flow a control or a coil holds, and which of them are exchangers' valves. */
  readonly held: Int32Array;
  readonly isValve: Uint8Array;
  /** Branches of coils. */
  readonly coils: Int32Array;
  readonly liquid: BranchProperties;
  readonly imposed_kg_s: Float64Array;
  readonly minimumDrop_Pa: Float64Array;
  readonly inputs: HydraulicInputs & { readonly open: Uint8Array };
  readonly fixedHeat_W: Float64Array;
  readonly heldOutlet_K: Float64Array;
  /** Temperature of each node's water where it stands: of the surroundings of what is connected. */
  readonly still_K: Float64Array;
  readonly before_K: Float64Array;
  /** Of the held flows: those last solved for. */
  readonly used_kg_s: Float64Array;
  readonly iterations: Int32Array;
  readonly changed: Uint8Array;
  readonly #opening: Float64Array;
  readonly #speed: Float64Array;
  readonly #fixedPressure_Pa: Float64Array;
  readonly #targets_Pa: Float64Array;

  constructor(network: LiquidNetwork, islands: number) {
    const branches = network.branches.length;
    const nodes = network.nodes.length;
    const held = new Set(network.controls.flatMap((control) => throttledBranch(control) ?? []));
    const coils = network.units.flatMap((unit) => (unit.type === 'air-coil' ? [unit.branch] : []));
    for (const branch of coils) held.add(branch);
    const valves = new Set(network.controls.flatMap((control) => (control.type === 'exchanger-outlet' ? [control.valve] : [])));
    this.held = Int32Array.from(held);
    this.isValve = Uint8Array.from(this.held, (branch) => (valves.has(branch) ? 1 : 0));
    this.coils = Int32Array.from(coils);
    this.liquid = new BranchProperties(branches, islands);
    this.imposed_kg_s = new Float64Array(branches);
    this.minimumDrop_Pa = new Float64Array(branches);
    this.fixedHeat_W = new Float64Array(branches);
    this.heldOutlet_K = new Float64Array(network.exchangers.length);
    this.still_K = new Float64Array(nodes);
    this.before_K = new Float64Array(nodes);
    this.used_kg_s = new Float64Array(this.held.length);
    this.iterations = new Int32Array(islands);
    this.changed = new Uint8Array(islands);
    this.#opening = new Float64Array(branches);
    this.#speed = new Float64Array(branches);
    this.#fixedPressure_Pa = new Float64Array(nodes);
    this.#targets_Pa = new Float64Array(network.controls.length);
    this.inputs = {
      density_kg_m3: this.liquid.density_kg_m3,
      viscosity_m2_s: this.liquid.viscosity_m2_s,
      staticDensity_kg_m3: this.liquid.loop_kg_m3,
      imposedFlow_kg_s: this.imposed_kg_s,
      minimumDrop_Pa: this.minimumDrop_Pa,
      open: new Uint8Array(branches),
      opening: this.#opening,
      speed: this.#speed,
      fixedPressure_Pa: this.#fixedPressure_Pa,
      targets_Pa: this.#targets_Pa,
    };
  }

  /** Starts a solve of a network of this shape. */
  begin({ nodes, branches, controls }: LiquidNetwork, columns: LiquidColumns): void {
    const { from, to, open, valves, pumps, boundary, surrounded, conductance_W_K, ambient_K } = columns;
    this.liquid.reset();
    this.imposed_kg_s.fill(Number.NaN);
    this.minimumDrop_Pa.fill(0);
    this.used_kg_s.fill(Number.NaN);
    this.iterations.fill(0);
    this.inputs.open.set(open);
    this.#opening.fill(Number.NaN);
    this.#speed.fill(Number.NaN);
    this.#fixedPressure_Pa.fill(Number.NaN);
    for (const b of valves) {
      const element = branches[b]?.element;
      if (element?.type === 'valve') this.#opening[b] = element.opening;
    }
    for (const b of pumps) {
      const element = branches[b]?.element;
      if (element?.type === 'pump' && element.speed === 0) this.#speed[b] = 0;
    }
    for (const i of boundary) this.#fixedPressure_Pa[i] = nodes[i]?.fixedPressure_Pa ?? Number.NaN;
    controls.forEach((control, c) => {
      this.#targets_Pa[c] = control.type === 'differential-pressure' ? control.target_Pa : Number.NaN;
    });
    this.#setStill(from, to, surrounded, conductance_W_K, ambient_K);
  }

  /** Between two surroundings the mean, by conductance. */
  #setStill(from: Int32Array, to: Int32Array, surrounded: Int32Array, conductance_W_K: Float64Array, ambient_K: Float64Array): void {
    const [sum, weight] = [this.still_K.fill(0), this.before_K.fill(0)];
    for (let k = 0; k < surrounded.length; k++) {
      const b = surrounded[k] as number;
      const conductance = conductance_W_K[k] as number;
      for (const node of [from[b] as number, to[b] as number]) {
        sum[node] = (sum[node] as number) + conductance * (ambient_K[k] as number);
        weight[node] = (weight[node] as number) + conductance;
      }
    }
    for (let i = 0; i < sum.length; i++) sum[i] = (weight[i] as number) > 0 ? (sum[i] as number) / (weight[i] as number) : roomStill_K;
  }
}
