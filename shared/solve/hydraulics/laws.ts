/**
 * The pressure laws Δp(ṁ) of an island's branches in column form: constants that follow from the
 * drawing are set once, those that follow from liquid, opening and speed before each solve. Every law
 * rises with flow and has its exact derivative; pumps count as negative drops. The loops over all
 * pipes are in evaluate.ts.
 */
import { flowCoefficientLaw, stoppedPumpLaw, valveCharacteristic } from './element-law.ts';
import { colebrook, type FrictionLaw, jumpingFriction, laminarLimit, swameeJain, transitionCubic, turbulentLimit } from './friction.ts';
import { gravity_m_s2, type HydraulicBranch } from './system.ts';
import { TableLaw } from './table-law.ts';

/** A branch obeys its law, or is out of it: shut by input, held back by a check valve, held at an imposed flow. */
export const SHUT = 0;
export const FLOWING = 1;
export const BLOCKED = 2;
export const HELD = 3;

/** Sorts of law, in the order in which an island keeps its branches. */
const PIPE = 0;
/** coefficient·ṁ|ṁ|: valves, check valves, resistances with exponent 2. */
const SQUARE = 1;
const POWER = 2;
export const PUMP = 3;
const TABLE = 4;
const HAZEN_WILLIAMS = 5;

export function lawOf(branch: HydraulicBranch): number {
  const { element } = branch;
  switch (element.type) {
    case 'pipe':
      return PIPE;
    case 'pump':
      return PUMP;
    case 'table':
      return TABLE;
    case 'hazen-williams':
      return HAZEN_WILLIAMS;
    case 'resistance':
      return element.exponent === 2 ? SQUARE : POWER;
    default:
      return SQUARE;
  }
}

/** Places in a pipe's eight numbers. Re per kg/s; 8/(π²ρD⁴)·L/D; coefficient of ṁ|ṁ| of minor losses and throttle; ε/3.7D. */
export const PIPE_STRIDE = 8;
export const REYNOLDS = 0;
export const FRICTIONAL = 1;
export const SQUARED = 2;
export const ROUGH = 3;
/**
 * Where friction was last worked out in full: reciprocal of the flow (infinite: nowhere yet),
 * v = 5.74/Re^0.9, and reciprocal and logarithm of y = ε/3.7D + v.
 */
export const ANCHOR_INVERSE_FLOW = 4;
export const ANCHOR_VISCOUS = 5;
export const ANCHOR_INVERSE_ARGUMENT = 6;
export const ANCHOR_LOGARITHM = 7;

/** Below this drop, power laws run straight to zero: their slope would vanish and the matrix with it. */
const FLOOR_PA = 1e-3;
/** No branch conducts better than 1/this, kg/s per Pa; only the matrix sees it, never the law. */
export const LEAST_SLOPE = 1e-5;

/** Dynamic pressure of a pipe per (kg/s)²: 8/(π²ρD⁴). */
const dynamicPressure = (diameter_m: number, density_kg_m3: number): number => 8 / (Math.PI ** 2 * diameter_m ** 4 * density_kg_m3);

const hazenWilliamsExponent = 1.852;
const hazenWilliams = (length_m: number, diameter_m: number, coefficient: number): number =>
  (10.666829489 * length_m) / (coefficient ** hazenWilliamsExponent * diameter_m ** 4.871);

export class BranchLaws {
  /** The branches whose numbers the laws hold now: see `bind`. */
  branches: readonly HydraulicBranch[];
  readonly friction: FrictionLaw;
  readonly kind: Uint8Array;
  /** Branches 0 … pipes−1 are pipes, pipes … squares−1 square laws. */
  readonly pipes: number;
  readonly squares: number;
  /** Coefficient per (kg/s)^exponent; not of pipes. */
  readonly coefficient: Float64Array;
  /** What a pipe's law is made of, `PIPE_STRIDE` numbers per pipe beside each other: see the names of the places below. */
  readonly pipe: Float64Array;
  /** Minor losses: 8/(π²ρD⁴)·ΣK. */
  readonly minor: Float64Array;
  /** Per pipe: 8/(π²D⁴)·L/D, 8/(π²D⁴)·ΣK, 4/(πD), which wait for density and viscosity. */
  readonly #drawn: Float64Array;
  readonly exponent: Float64Array;
  readonly floorFlow: Float64Array;
  readonly floorSlope: Float64Array;
  /** Coefficient of ṁ|ṁ| of a fully open throttle in the branch. */
  readonly throttle: Float64Array;
  readonly density: Float64Array;
  readonly #viscosity: Float64Array;
  readonly #opening: Float64Array;
  /** A flow of the usual size, 1 m/s in pipes, 20 kPa over resistances, and the drop there; NaN until asked for. */
  readonly #usualFlow: Float64Array;
  readonly #usualDrop: Float64Array;
  readonly #cubic: Float64Array;
  readonly #tables = new Map<number, TableLaw>();
  readonly #lift: Float64Array;
  readonly #speedSquared: Float64Array;
  readonly #pair = new Float64Array(2);

  constructor(branches: readonly HydraulicBranch[], friction: FrictionLaw) {
    const n = branches.length;
    const column = (): Float64Array => new Float64Array(n);
    this.branches = branches;
    this.friction = friction;
    this.kind = Uint8Array.from(branches, lawOf);
    this.pipes = this.kind.filter((kind) => kind === PIPE).length;
    this.squares = this.pipes + this.kind.filter((kind) => kind === SQUARE).length;
    this.coefficient = column();
    this.pipe = new Float64Array(PIPE_STRIDE * this.pipes).fill(Number.NaN);
    this.minor = column();
    this.exponent = column();
    this.floorFlow = column();
    this.floorSlope = column();
    this.throttle = column();
    this.density = column();
    this.#viscosity = column();
    this.#opening = column().fill(1);
    this.#usualFlow = column();
    this.#usualDrop = column();
    this.#cubic = new Float64Array(4 * this.pipes);
    this.#drawn = new Float64Array(3 * this.pipes);
    this.#lift = column();
    this.#speedSquared = column();
    this.bind(branches);
  }

  /** Takes the numbers of branches with the same sorts of law; liquid, openings, speeds and throttles are to be set again. */
  bind(branches: readonly HydraulicBranch[]): void {
    this.branches = branches;
    this.density.fill(Number.NaN);
    this.#opening.fill(1);
    this.throttle.fill(0);
    for (let b = 0; b < branches.length; b++) {
      const { element } = branches[b] as HydraulicBranch;
      if (element.type === 'table') this.#tables.set(b, new TableLaw(element.points));
      if (element.type !== 'pipe') continue;
      const dynamic = dynamicPressure(element.diameter_m, 1);
      this.#drawn[3 * b] = (dynamic * element.length_m) / element.diameter_m;
      this.#drawn[3 * b + 1] = dynamic * element.minorLoss;
      this.#drawn[3 * b + 2] = 4 / (Math.PI * element.diameter_m);
      const relative = element.roughness_m / element.diameter_m;
      const at = PIPE_STRIDE * b + ROUGH;
      if (relative / 3.7 === this.pipe[at]) continue;
      this.pipe[at] = relative / 3.7;
      if (this.friction === 'swamee-jain-dunlop') this.#cubic.set(transitionCubic(relative), 4 * b);
    }
  }

  /** Sets the liquid of branch b; nothing to do when it is that of the last solve. Pumps: `setSpeedSquared` after this. */
  set(b: number, density_kg_m3: number, viscosity_m2_s: number): void {
    if (density_kg_m3 === this.density[b] && viscosity_m2_s === this.#viscosity[b]) return;
    this.density[b] = density_kg_m3;
    this.#viscosity[b] = viscosity_m2_s;
    this.#apply(b);
  }

  /** Opening of valve b, above 0. */
  setOpening(b: number, opening: number): void {
    if (opening === this.#opening[b]) return;
    this.#opening[b] = opening;
    this.#apply(b);
  }

  #apply(b: number): void {
    if (b < this.pipes) this.#applyPipe(b);
    else this.#applyElement(b);
    this.setThrottle(b, 1, this.throttle[b] as number);
    this.#usualFlow[b] = Number.NaN;
  }

  #applyPipe(b: number): void {
    const lighter = 1 / (this.density[b] as number);
    const at = PIPE_STRIDE * b;
    this.pipe[at + FRICTIONAL] = (this.#drawn[3 * b] as number) * lighter;
    this.pipe[at + REYNOLDS] = ((this.#drawn[3 * b + 2] as number) * lighter) / (this.#viscosity[b] as number);
    this.pipe[at + ANCHOR_INVERSE_FLOW] = Number.POSITIVE_INFINITY;
    this.minor[b] = (this.#drawn[3 * b + 1] as number) * lighter;
  }

  #applyElement(b: number): void {
    const density_kg_m3 = this.density[b] as number;
    const element = (this.branches[b] as HydraulicBranch).element;
    switch (element.type) {
      case 'hazen-williams': {
        const perVolume = density_kg_m3 * gravity_m_s2 * hazenWilliams(element.length_m, element.diameter_m, element.coefficient);
        this.#setPower(b, perVolume / density_kg_m3 ** hazenWilliamsExponent, hazenWilliamsExponent);
        this.minor[b] = dynamicPressure(element.diameter_m, density_kg_m3) * element.minorLoss;
        break;
      }
      case 'resistance': {
        const n = element.exponent;
        this.#setPower(b, element.coefficient / (n === 2 ? density_kg_m3 * density_kg_m3 : density_kg_m3 ** n), n);
        break;
      }
      case 'valve': {
        const share = valveCharacteristic(this.#opening[b] as number, element.characteristic, element.rangeability);
        this.#setPower(b, flowCoefficientLaw(element.flowAt100kPa_m3_s * share, density_kg_m3), 2);
        break;
      }
      case 'check-valve':
        this.#setPower(b, flowCoefficientLaw(element.flowAt100kPa_m3_s, density_kg_m3), 2);
        break;
    }
  }

  /** Usual flow and the drop of the law alone there: only first guesses ask for them. */
  #findUsual(b: number): void {
    if (!Number.isNaN(this.#usualFlow[b] as number)) return;
    const throttle = this.throttle[b] as number;
    this.setThrottle(b, 0, 0);
    const usual = this.#ordinaryFlow(b);
    this.#usualFlow[b] = usual;
    this.#usualDrop[b] = this.dropAt(b, usual);
    this.setThrottle(b, 1, throttle);
  }

  #setPower(b: number, coefficient: number, exponent: number): void {
    this.coefficient[b] = coefficient;
    this.exponent[b] = exponent;
    const floorFlow = exponent === 2 ? Math.sqrt(FLOOR_PA / coefficient) : (FLOOR_PA / coefficient) ** (1 / exponent);
    this.floorFlow[b] = coefficient > 0 ? floorFlow : 0;
    this.floorSlope[b] = coefficient > 0 ? FLOOR_PA / floorFlow : 0;
  }

  /** Square of the relative speed of pump b; H = u·H0 − u^((2−n)/2)·c·V̇^n (affinity laws). */
  setSpeedSquared(b: number, u: number): void {
    const element = (this.branches[b] as HydraulicBranch).element;
    if (element.type !== 'pump') return;
    const { curve, parallel } = element;
    const density = this.density[b] as number;
    this.#speedSquared[b] = u;
    this.#lift[b] = u * curve.shutoff_Pa;
    if (u <= 0) {
      this.#setPower(b, stoppedPumpLaw(curve, parallel, density), 2);
      return;
    }
    const n = curve.exponent;
    const affinity = n === 2 ? 1 : u ** ((2 - n) / 2);
    this.#setPower(b, (curve.coefficient * affinity) / (density * parallel) ** n, n);
  }

  speedSquared(b: number): number {
    return this.#speedSquared[b] as number;
  }

  /** Derivative of the law by the square of the pump's speed, at mass flow m. */
  bySpeedSquared(b: number, m: number): number {
    const element = (this.branches[b] as HydraulicBranch).element;
    const u = this.#speedSquared[b] as number;
    if (element.type !== 'pump' || u <= 0) return 0;
    const n = element.curve.exponent;
    const flowPart = n === 2 ? 0 : ((this.coefficient[b] as number) * Math.abs(m) ** n * (2 - n)) / (2 * u);
    return (m < 0 ? -flowPart : flowPart) - element.curve.shutoff_Pa;
  }

  /** Fully open throttle in branch b: takes `drop_Pa` at `flow`. */
  setThrottle(b: number, flow_kg_s: number, drop_Pa: number): void {
    const throttle = flow_kg_s === 0 ? 0 : drop_Pa / (flow_kg_s * flow_kg_s);
    this.throttle[b] = throttle;
    if (b < this.pipes) this.pipe[PIPE_STRIDE * b + SQUARED] = (this.minor[b] as number) + throttle;
  }

  dropAt(b: number, flow: number): number {
    this.evaluate(b, flow, this.#pair);
    return this.#pair[0] as number;
  }

  /** Law (out[0], Pa) and slope (out[1], Pa per kg/s) of branch b at a flow. */
  evaluate(b: number, flow: number, out: Float64Array): void {
    const amount = Math.abs(flow);
    const kind = this.kind[b] as number;
    if (kind === PIPE) {
      this.#pipe(b, flow, amount, out);
      return;
    }
    if (kind === TABLE) {
      const density = this.density[b] as number;
      (this.#tables.get(b) as TableLaw).evaluate(amount / density, FLOOR_PA, out);
      if (flow < 0) out[0] = -(out[0] as number);
      out[1] = (out[1] as number) / density;
    } else {
      const n = this.exponent[b] as number;
      let slope = this.floorSlope[b] as number;
      let drop = slope * flow;
      if (amount >= (this.floorFlow[b] as number)) {
        const part = (this.coefficient[b] as number) * (n === 2 ? amount : amount ** (n - 1));
        drop = part * flow;
        slope = n * part;
      }
      if (kind === PUMP) drop -= this.#lift[b] as number;
      else if (kind === HAZEN_WILLIAMS) {
        const minor = this.minor[b] as number;
        drop += minor * flow * amount;
        slope += 2 * minor * amount;
      }
      out[0] = drop;
      out[1] = slope;
    }
    const throttle = this.throttle[b] as number;
    if (throttle > 0) {
      out[0] = (out[0] as number) + throttle * flow * amount;
      out[1] = (out[1] as number) + 2 * throttle * amount;
    }
  }

  #pipe(b: number, flow: number, amount: number, out: Float64Array): void {
    const at = PIPE_STRIDE * b;
    const l = this.pipe[at + FRICTIONAL] as number;
    const k = this.pipe[at + SQUARED] as number;
    const reynolds = amount * (this.pipe[at + REYNOLDS] as number);
    if (reynolds <= laminarLimit(this.friction)) {
      const laminar = (64 * l) / (this.pipe[at + REYNOLDS] as number);
      out[0] = (laminar + k * amount) * flow;
      out[1] = laminar + 2 * k * amount;
      return;
    }
    const roughness = (this.pipe[at + ROUGH] as number) * 3.7;
    if (this.friction === 'swamee-jain-dunlop' && reynolds < turbulentLimit(this.friction)) {
      const r = reynolds / 2000;
      const x = this.#cubic;
      const x1 = x[4 * b + 1] as number;
      const x2 = x[4 * b + 2] as number;
      const x3 = x[4 * b + 3] as number;
      out[0] = (x[4 * b] as number) + r * (x1 + r * (x2 + r * x3));
      out[1] = r * (x1 + r * (2 * x2 + 3 * r * x3));
    } else if (reynolds < turbulentLimit(this.friction)) {
      jumpingFriction(this.friction === 'colebrook' ? 'colebrook' : 'swamee-jain', reynolds, roughness, out);
    } else (this.friction === 'colebrook' ? colebrook : swameeJain)(reynolds, roughness, out);
    const loss = (out[0] as number) * l + k;
    const slope = amount * (2 * loss + l * (out[1] as number));
    out[0] = loss * flow * amount;
    out[1] = slope;
  }

  #ordinaryFlow(b: number): number {
    const element = (this.branches[b] as HydraulicBranch).element;
    const density = this.density[b] as number;
    if (element.type === 'pipe' || element.type === 'hazen-williams') return (density * Math.PI * element.diameter_m ** 2) / 4;
    if (element.type === 'table') return density * (this.#tables.get(b) as TableLaw).middle_m3_s;
    const lift = element.type === 'pump' ? (this.#lift[b] as number) : 0;
    const head = lift > 0 ? lift / 4 : 2e4;
    const coefficient = this.coefficient[b] as number;
    const n = this.exponent[b] as number;
    if (!(coefficient > 0)) return 1;
    return n === 2 ? Math.sqrt(head / coefficient) : (head / coefficient) ** (1 / n);
  }

  /** A flow to start from; pumps: half of run-out at their speed. */
  usualFlow(b: number): number {
    if (this.kind[b] === PUMP) return this.#ordinaryFlow(b);
    this.#findUsual(b);
    return this.#usualFlow[b] as number;
  }

  /** Straight line through the origin and the usual flow, Pa per kg/s; not for pumps. */
  usualSlope(b: number): number {
    this.#findUsual(b);
    const usual = this.#usualFlow[b] as number;
    return Math.max((this.#usualDrop[b] as number) / usual + (this.throttle[b] as number) * usual, LEAST_SLOPE);
  }

  /** Whether the flow lies beyond what the maker published (pump curve or Δp table). */
  beyondPublished(b: number, flow: number): boolean {
    const element = (this.branches[b] as HydraulicBranch).element;
    const volume = Math.abs(flow) / (this.density[b] as number);
    if (element.type === 'table') return volume > (this.#tables.get(b) as TableLaw).last_m3_s * (1 + 1e-9);
    if (element.type !== 'pump') return false;
    const speed = Math.sqrt(this.#speedSquared[b] as number);
    if (speed <= 0 || flow <= 0) return false;
    const end = element.curve.maxFlow_m3_s ?? (element.curve.shutoff_Pa / element.curve.coefficient) ** (1 / element.curve.exponent);
    return volume > end * speed * element.parallel * (1 + 1e-9);
  }
}
