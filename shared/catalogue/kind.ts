/**
 * A kind is a sort of equipment, in code: its parameters declared once, its ports, its envelope
 * and what it adds to the networks. An item is one model of a kind, in data.
 */
import type { ElectricalContribution } from '../network/electrical.ts';
import type { LiquidContribution } from '../network/liquid.ts';
import type { QuantityKind } from '../units/quantity.ts';

/** Where a parameter acts, and so what has to be solved or checked again when it changes. */
export type ActsOn = 'layout' | 'limit' | 'electrical' | 'liquid' | 'air' | 'cost';

interface ParameterBase {
  readonly title: string;
  readonly help: string;
  readonly acts: readonly ActsOn[];
}

export interface NumberParameter extends ParameterBase {
  readonly type: 'number';
  readonly quantity: QuantityKind;
  readonly min: number;
  readonly max: number;
  /** A design choice that holds unless item or engineer say otherwise; never a stand-in for a datum. */
  readonly default?: number;
  readonly optional?: true;
}

export interface ChoiceParameter extends ParameterBase {
  readonly type: 'choice';
  readonly choices: readonly string[];
  readonly default: string;
}

export interface FlagParameter extends ParameterBase {
  readonly type: 'flag';
  readonly default: boolean;
}

/** Points (x, y) with x rising, linear between them and flat outside. */
export interface CurveParameter extends ParameterBase {
  readonly type: 'curve';
  readonly x: QuantityKind;
  readonly y: QuantityKind;
  /** Range of y where not every number has a meaning, such as an efficiency. */
  readonly yMin?: number;
  readonly yMax?: number;
  readonly optional?: true;
}

export type ParameterSpec = NumberParameter | ChoiceParameter | FlagParameter | CurveParameter;
export type ParameterSpecs = Readonly<Record<string, ParameterSpec>>;

type ValueOf<S> = S extends { type: 'number'; optional: true }
  ? number | undefined
  : S extends { type: 'number' }
    ? number
    : S extends { type: 'choice'; choices: readonly (infer C)[] }
      ? C
      : S extends { type: 'flag' }
        ? boolean
        : S extends { type: 'curve'; optional: true }
          ? readonly (readonly [number, number])[] | undefined
          : readonly (readonly [number, number])[];

/** Effective values of a kind's parameters: item value, then default, then the record's overrides. */
export type ParametersOf<S extends ParameterSpecs> = {
  readonly [K in keyof S]: ValueOf<S[K]>;
};
// Kinds are held in one list, where their parameter types differ; each kind's own functions see the exact type.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type AnyParameters = any;

export const defineParameters = <const S extends ParameterSpecs>(specs: S): S => specs;

export type Medium = 'liquid' | 'ac' | 'dc';
type Vector = readonly [x_m: number, y_m: number, z_m: number];

/** A place where a connection may end. Local frame: origin at the centre of the footprint on the floor, front towards −y, z up. */
export interface Port {
  readonly name: string;
  readonly medium: Medium;
  /** Direction of normal flow seen from the equipment; either for headers, valves and vessels. */
  readonly direction: 'in' | 'out' | 'either';
  /** Systems that may connect here. */
  readonly systems: readonly ('tcs' | 'fws' | 'chw' | 'cws' | 'mv' | 'lv' | 'dc')[];
  readonly at_m: Vector;
  readonly normal: Vector;
  /** An unconnected required port is a finding. */
  readonly required: boolean;
  /** Pipe bore; liquid only. */
  readonly size_m?: number;
  readonly train?: 'A' | 'B';
}

/** Of what serves any loop: headers, valves, vessels. */
export const everyLoop: Port['systems'] = ['tcs', 'fws', 'chw', 'cws'];

export interface Envelope {
  readonly width_m: number;
  readonly depth_m: number;
  readonly height_m: number;
  readonly mass_kg: number;
  /** Working space that must stay free in front of and behind the envelope. */
  readonly frontClearance_m: number;
  readonly rearClearance_m: number;
}

export type Discipline = 'it' | 'liquid' | 'air' | 'electrical';

export interface KindDefinition<S extends ParameterSpecs = ParameterSpecs> {
  readonly kind: string;
  readonly title: string;
  readonly discipline: Discipline;
  /** `equipment` is placed; `run` is the item of a connection (a pipe or a cable). */
  readonly form: 'equipment' | 'run';
  /** Start of the tags given to new equipment, e.g. `CDU`. */
  readonly tagPrefix: string;
  readonly parameters: S;
  ports?(p: ParametersOf<S>): readonly Port[];
  envelope?(p: ParametersOf<S>): Envelope;
  /** Adds nodes and branches for one record. Both are plain data about numbers, never about vendors. */
  liquid?: LiquidContribution<ParametersOf<S>>;
  electrical?: ElectricalContribution<ParametersOf<S>>;
}

// biome-ignore lint/suspicious/noExplicitAny: the list of kinds erases each kind's parameter type
export type AnyKind = KindDefinition<any>;

/** The parameter type comes from `parameters` alone; the kind's functions are checked against it. */
export const defineKind = <const S extends ParameterSpecs>(
  definition: KindDefinition<NoInfer<S>> & { readonly parameters: S },
): KindDefinition<S> => definition;
