/**
 * The pressure laws Δp(ṁ) of an island's branches in column form: constants that follow from the
 * drawing are set once, those that follow from liquid, opening and speed before each solve. Every law
 * rises with flow and has its exact derivative; pumps count as negative drops.
 */
import { flowCoefficientLaw, stoppedPumpLaw, valveCharacteristic } from './element-law.ts';
import { type FrictionLaw, jumpingFriction, laminarLimit, transitionCubic } from './friction.ts';
import { gravity_m_s2, type HydraulicBranch } from './system.ts';
import { TableLaw } from './table-law.ts';

/** A branch obeys its law, or is out of it: shut by input, held back by a check valve, held at an imposed flow. */
export const SHUT = 0;
export const FLOWING = 1;
export const BLOCKED = 2;
export const HELD = 3;

const PIPE = 0;
const POWER = 1;
const PUMP = 2;
const TABLE = 3;
const HAZEN_WILLIAMS = 4;

/** Below this drop, power laws run straight to zero: their slope would vanish and the matrix with it. */
const FLOOR_PA = 1e-3;
/** No branch conducts better than 1/this, kg/s per Pa; only the matrix sees it, never the law. */
const LEAST_SLOPE = 1e-5;

const hazenWilliamsExponent = 1.852;
const hazenWilliams = (length_m: number, diameter_m: number, coefficient: number): number =>
  (10.666829489 * length_m) / (coefficient ** hazenWilliamsExponent * diameter_m ** 4.871);

export class BranchLaws {
  readonly branches: readonly HydraulicBranch[];
  readonly #kind: Uint8Array;
  readonly #friction: FrictionLaw;
  readonly #laminar: number;
  /** Pipes: 8/(π²D⁴), L/D, ΣK, ε/D, 4/(πD), the transition cubic. */
  readonly #dynamic: Float64Array;
  readonly #slenderness: Float64Array;
  readonly #minor: Float64Array;
  readonly #roughness: Float64Array;
  readonly #cubic: Float64Array;
  /** Pipes: Re per kg/s. Others: coefficient per (kg/s)^exponent. */
  readonly #reynolds: Float64Array;
  readonly #coefficient: Float64Array;
  readonly #exponent: Float64Array;
  readonly #floorFlow: Float64Array;
  readonly #floorSlope: Float64Array;
  readonly #tables: ReadonlyMap<number, TableLaw>;
  readonly #density: Float64Array;
  /** Head of each pump at zero flow, and its square of relative speed. */
  readonly #lift: Float64Array;
  readonly #speedSquared: Float64Array;
  /** Coefficient of ṁ|ṁ| of a fully open throttle in the branch. */
  readonly throttle: Float64Array;
  readonly #scratch = new Float64Array(2);

  constructor(branches: readonly HydraulicBranch[], friction: FrictionLaw) {
    const n = branches.length;
    const column = (): Float64Array => new Float64Array(n);
    this.branches = branches;
    this.#friction = friction;
    this.#laminar = laminarLimit(friction);
    this.#kind = new Uint8Array(n);
    this.#dynamic = column();
    this.#slenderness = column();
    this.#minor = column();
    this.#roughness = column();
    this.#cubic = new Float64Array(4 * n);
    this.#reynolds = column();
    this.#coefficient = column();
    this.#exponent = column();
    this.#floorFlow = column();
    this.#floorSlope = column();
    this.#density = column();
    this.#lift = column();
    this.#speedSquared = column();
    this.throttle = column();
    const tables = new Map<number, TableLaw>();
    branches.forEach(({ element }, b) => {
      switch (element.type) {
        case 'pipe':
        case 'hazen-williams':
          this.#kind[b] = element.type === 'pipe' ? PIPE : HAZEN_WILLIAMS;
          this.#dynamic[b] = 8 / (Math.PI ** 2 * element.diameter_m ** 4);
          this.#slenderness[b] = element.length_m / element.diameter_m;
          this.#minor[b] = element.minorLoss;
          if (element.type === 'hazen-williams') {
            this.#exponent[b] = hazenWilliamsExponent;
            break;
          }
          this.#roughness[b] = element.roughness_m / element.diameter_m;
          if (friction === 'swamee-jain-dunlop') this.#cubic.set(transitionCubic(element.roughness_m / element.diameter_m), 4 * b);
          break;
        case 'table':
          this.#kind[b] = TABLE;
          tables.set(b, new TableLaw(element.points));
          break;
        case 'pump':
          this.#kind[b] = PUMP;
          this.#exponent[b] = element.curve.exponent;
          break;
        case 'resistance':
          this.#kind[b] = POWER;
          this.#exponent[b] = element.exponent;
          break;
        default:
          this.#kind[b] = POWER;
          this.#exponent[b] = 2;
      }
    });
    this.#tables = tables;
  }

  /** Sets liquid and opening of branch b. Pumps: `setSpeed` after this. */
  set(b: number, density_kg_m3: number, viscosity_m2_s: number, opening: number): void {
    const element = (this.branches[b] as HydraulicBranch).element;
    this.#density[b] = density_kg_m3;
    switch (element.type) {
      case 'pipe':
        this.#coefficient[b] = (this.#dynamic[b] as number) / density_kg_m3;
        this.#reynolds[b] = 4 / (Math.PI * element.diameter_m * density_kg_m3 * viscosity_m2_s);
        return;
      case 'hazen-williams': {
        const perVolume = density_kg_m3 * gravity_m_s2 * hazenWilliams(element.length_m, element.diameter_m, element.coefficient);
        this.#setPower(b, perVolume / density_kg_m3 ** hazenWilliamsExponent, hazenWilliamsExponent);
        return;
      }
      case 'resistance': {
        const n = element.exponent;
        this.#setPower(b, element.coefficient / (n === 2 ? density_kg_m3 * density_kg_m3 : density_kg_m3 ** n), n);
        return;
      }
      case 'valve': {
        const share = valveCharacteristic(opening, element.characteristic, element.rangeability);
        this.#setPower(b, flowCoefficientLaw(element.flowAt100kPa_m3_s * share, density_kg_m3), 2);
        return;
      }
      case 'check-valve':
        this.#setPower(b, flowCoefficientLaw(element.flowAt100kPa_m3_s, density_kg_m3), 2);
    }
  }

  #setPower(b: number, coefficient: number, exponent: number): void {
    this.#coefficient[b] = coefficient;
    this.#exponent[b] = exponent;
    const floorFlow = exponent === 2 ? Math.sqrt(FLOOR_PA / coefficient) : (FLOOR_PA / coefficient) ** (1 / exponent);
    this.#floorFlow[b] = coefficient > 0 ? floorFlow : 0;
    this.#floorSlope[b] = coefficient > 0 ? FLOOR_PA / floorFlow : 0;
  }

  /** Square of the relative speed of pump b; H = u·H0 − u^((2−n)/2)·c·V̇^n (affinity laws). */
  setSpeedSquared(b: number, u: number): void {
    const element = (this.branches[b] as HydraulicBranch).element;
    if (element.type !== 'pump') return;
    const { curve, parallel } = element;
    const density = this.#density[b] as number;
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
    const flowPart = n === 2 ? 0 : ((this.#coefficient[b] as number) * Math.abs(m) ** n * (2 - n)) / (2 * u);
    return (m < 0 ? -flowPart : flowPart) - element.curve.shutoff_Pa;
  }

  /** Fully open throttle in branch b: takes `drop_Pa` at `flow`. */
  setThrottle(b: number, flow_kg_s: number, drop_Pa: number): void {
    this.throttle[b] = flow_kg_s === 0 ? 0 : drop_Pa / (flow_kg_s * flow_kg_s);
  }

  /** Law and slope at the flow m of every branch that is `FLOWING`; other entries are left alone. */
  evaluate(state: Uint8Array, m: Float64Array, drop: Float64Array, slope: Float64Array): void {
    const count = m.length;
    for (let b = 0; b < count; b++) if (state[b] === FLOWING) this.evaluateOne(b, m[b] as number, drop, slope);
  }

  evaluateOne(b: number, flow: number, drop: Float64Array, slope: Float64Array): void {
    const amount = Math.abs(flow);
    let h: number;
    let dh: number;
    switch (this.#kind[b]) {
      case PIPE: {
        const a = this.#coefficient[b] as number;
        const l = this.#slenderness[b] as number;
        const k = this.#minor[b] as number;
        const reynolds = amount * (this.#reynolds[b] as number);
        if (reynolds <= this.#laminar) {
          const laminar = (64 * a * l) / (this.#reynolds[b] as number);
          h = (laminar + a * k * amount) * flow;
          dh = laminar + 2 * a * k * amount;
          break;
        }
        let f: number;
        let reynoldsSlope: number;
        if (this.#friction === 'swamee-jain-dunlop' && reynolds < 4000) {
          const r = reynolds / 2000;
          const x = this.#cubic;
          const x1 = x[4 * b + 1] as number;
          const x2 = x[4 * b + 2] as number;
          const x3 = x[4 * b + 3] as number;
          f = (x[4 * b] as number) + r * (x1 + r * (x2 + r * x3));
          reynoldsSlope = r * (x1 + r * (2 * x2 + 3 * r * x3));
        } else if (this.#friction === 'colebrook' || reynolds < 2303) {
          const law = this.#friction === 'colebrook' ? 'colebrook' : 'swamee-jain';
          jumpingFriction(law, reynolds, this.#roughness[b] as number, this.#scratch);
          f = this.#scratch[0] as number;
          reynoldsSlope = this.#scratch[1] as number;
        } else {
          // `swameeJain`, written out: this line is where a cold solve of a large network spends its time.
          const viscous = 5.74 * Math.exp(-0.9 * Math.log(reynolds));
          const argument = (this.#roughness[b] as number) / 3.7 + viscous;
          const logarithm = Math.log(argument);
          f = (0.25 * Math.LN10 * Math.LN10) / (logarithm * logarithm);
          reynoldsSlope = (1.8 * f * viscous) / (argument * logarithm);
        }
        const loss = f * l + k;
        h = a * loss * flow * amount;
        dh = a * amount * (2 * loss + l * reynoldsSlope);
        break;
      }
      case TABLE: {
        const density = this.#density[b] as number;
        (this.#tables.get(b) as TableLaw).evaluate(amount / density, FLOOR_PA, this.#scratch);
        h = flow < 0 ? -(this.#scratch[0] as number) : (this.#scratch[0] as number);
        dh = (this.#scratch[1] as number) / density;
        break;
      }
      default: {
        const n = this.#exponent[b] as number;
        if (amount < (this.#floorFlow[b] as number)) {
          dh = this.#floorSlope[b] as number;
          h = dh * flow;
        } else {
          const part = (this.#coefficient[b] as number) * (n === 2 ? amount : amount ** (n - 1));
          h = part * flow;
          dh = n * part;
        }
        if (this.#kind[b] === PUMP) h -= this.#lift[b] as number;
        else if (this.#kind[b] === HAZEN_WILLIAMS) {
          const minor = ((this.#dynamic[b] as number) * (this.#minor[b] as number)) / (this.#density[b] as number);
          h += minor * flow * amount;
          dh += 2 * minor * amount;
        }
      }
    }
    const throttle = this.throttle[b] as number;
    if (throttle > 0) {
      h += throttle * flow * amount;
      dh += 2 * throttle * amount;
    }
    drop[b] = h;
    slope[b] = dh > LEAST_SLOPE ? dh : LEAST_SLOPE;
  }

  /** A flow of the usual size for branch b: 1 m/s in pipes, 20 kPa over resistances, half of run-out in pumps. */
  usualFlow(b: number): number {
    const element = (this.branches[b] as HydraulicBranch).element;
    const density = this.#density[b] as number;
    switch (this.#kind[b]) {
      case PIPE:
      case HAZEN_WILLIAMS:
        return element.type === 'pipe' || element.type === 'hazen-williams' ? (density * Math.PI * element.diameter_m ** 2) / 4 : 0;
      case TABLE:
        return density * (this.#tables.get(b) as TableLaw).middle_m3_s;
      default: {
        const head = this.#kind[b] === PUMP && (this.#lift[b] as number) > 0 ? (this.#lift[b] as number) / 4 : 2e4;
        const total = (this.#coefficient[b] as number) + (this.throttle[b] as number);
        const n = this.#exponent[b] as number;
        if (!(total > 0)) return 1;
        return n === 2 ? Math.sqrt(head / total) : (head / total) ** (1 / n);
      }
    }
  }

  /** Whether the flow lies beyond what the maker published (pump curve or Δp table). */
  beyondPublished(b: number, flow: number): boolean {
    const element = (this.branches[b] as HydraulicBranch).element;
    const volume = Math.abs(flow) / (this.#density[b] as number);
    if (element.type === 'table') return volume > (this.#tables.get(b) as TableLaw).last_m3_s * (1 + 1e-9);
    if (element.type !== 'pump') return false;
    const speed = Math.sqrt(this.#speedSquared[b] as number);
    if (speed <= 0 || flow <= 0) return false;
    const end = element.curve.maxFlow_m3_s ?? (element.curve.shutoff_Pa / element.curve.coefficient) ** (1 / element.curve.exponent);
    return volume > end * speed * element.parallel * (1 + 1e-9);
  }
}
