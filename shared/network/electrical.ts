/**
 * The electrical network: buses and branches as plain data. Voltages in volt line to line,
 * impedances in ohm of the branch's own voltage level, power in watt and var.
 */
import type { RecordId } from '../document/ids.ts';

export interface Bus {
  /** `<record id>/<port or inner bar>`; unique. */
  readonly id: string;
  readonly owner: RecordId;
  readonly nominal_V: number;
  readonly current: 'ac' | 'dc';
}

/** What limits a branch, and with which part of its rating it may be loaded without end. */
export interface BranchRating {
  readonly current_A: number;
  /** 0.8 for a standard device under continuous load (NEC 210.20, 215.3), 1 for a 100 %-rated one. */
  readonly continuousFactor: number;
  readonly what: 'breaker' | 'cable' | 'busway' | 'busbar' | 'transformer' | 'whip';
  /** Limit stated in watts beside the current, where the maker gives one (RPP, whip). */
  readonly power_W?: number;
}

/** The breaker at a branch, as faults see it: what it can switch off, how fast, and from which current on at once. */
export interface BranchProtection {
  /** Rated short-circuit breaking capacity (Icu). */
  readonly interrupting_A?: number;
  /** From the start of a fault until it is cleared. */
  readonly clearing_s: number;
  /** The same for a fault behind a transformer, which only the time-delayed release sees. */
  readonly delayed_s?: number;
  /** Let-through energy where the breaker limits the current. */
  readonly letThrough_A2s?: number;
  /** Pick-up of the instantaneous (magnetic) release. */
  readonly pickup_A?: number;
}

/** Temperatures of a conductor: at which `resistance_ohm` is stated, and at the end of a fault. */
export interface ConductorState {
  readonly stated_K: number;
  readonly faultEnd_K: number;
}

export type ElectricalElement =
  /** Cable, whip or busway section: series impedance of the whole run, parallel conductors included. */
  | {
      readonly type: 'line';
      readonly resistance_ohm: number;
      readonly reactance_ohm: number;
      readonly conductor?: ConductorState;
      /** A fall of voltage that a control makes and no conductor: nothing is lost in it (droop of a converter). */
      readonly lossless?: true;
      /** k²S² of all conductors of a phase together (IEC 60364-4-43, 434.5.2); absent where the section is not known. */
      readonly withstand_A2s?: number;
    }
  /** Impedance on the rating base at the secondary; ideal ratio = nominal voltages. Losses by P = P0 + Pk·(S/Sr)². */
  | {
      readonly type: 'transformer';
      readonly rating_VA: number;
      readonly impedance: number;
      readonly xOverR: number;
      readonly noLoadLoss_W: number;
      readonly loadLoss_W: number;
      readonly tap: number;
      /** Hours by which the secondary lags the primary (vector group); faults and parallel operation ask for it. */
      readonly clock?: number;
    }
  /**
   * Breaker, disconnector or transfer contact: closed joins its buses into one, open separates them.
   * Of the switches of one `transfer` group only the first, by `order`, whose `from` side is live
   * closes; `closed: false` takes a contact out of the choice.
   */
  | {
      readonly type: 'switch';
      readonly closed: boolean;
      readonly transfer?: {
        readonly group: string;
        readonly order: number;
        /** Dead time while the load goes from one incomer to the other; absent where it is not stated. */
        readonly gap_s?: number;
      };
    }
  /** UPS or rectifier: output bus held at nominal voltage; input power = output / efficiency(load) at the input power factor. */
  | {
      readonly type: 'converter';
      readonly rating_W: number;
      readonly efficiency: readonly (readonly [load: number, efficiency: number])[];
      readonly inputPowerFactor: number;
      readonly running: boolean;
      /** Current it feeds into a fault at its output, over rated current; absent where nothing is known. */
      readonly faultCurrent?: number;
      /** A static bypass carries a fault at the output from the input while that is live. */
      readonly bypass?: boolean;
      /** Usable energy of the battery behind it: its output goes on without a gap when the input is lost. */
      readonly battery_J?: number;
    };

/** Conductors of a run that is not three-phase: one phase and neutral, or two phases. */
export type RunPhase = 'L1' | 'L2' | 'L3' | 'L1-L2' | 'L2-L3' | 'L3-L1';

export interface ElectricalBranch {
  readonly id: string;
  readonly owner: RecordId;
  readonly from: number;
  readonly to: number;
  readonly element: ElectricalElement;
  readonly rating?: BranchRating;
  readonly protection?: BranchProtection;
  /** A line on one or two phases: its impedance is that of the balanced line that drops and loses as much, its rating that of its conductors. */
  readonly phase?: RunPhase;
  /** Shut or failed branches stay in the network, open. */
  readonly inService: boolean;
}

export interface ElectricalSource {
  readonly owner: RecordId;
  readonly bus: number;
  readonly voltage_V: number;
  readonly rating_W: number;
  /** Three-phase fault level and its X/R, for the source impedance. */
  readonly faultLevel_VA: number;
  readonly xOverR: number;
  /** Least three-phase fault level of a network feeder; the same as `faultLevel_VA` unless stated. */
  readonly minFaultLevel_VA?: number;
  /** A generator instead of a network feeder: IEC 60909 corrects its impedance by K_G. */
  readonly machine?: { readonly rating_VA: number; readonly subtransientReactance: number; readonly powerFactor: number };
  /** An inverter: what it gives into a fault, over its rated current. */
  readonly limitedFault?: number;
  /** Energy that the source can deliver, where it is a battery. */
  readonly battery_J?: number;
  /** Lower runs first; standby sources start only when no lower one feeds their island. */
  readonly priority: number;
  readonly inService: boolean;
}

/**
 * A load with one or more feeds. `shares` is how it divides over the feeds that live (equal shares
 * for power shelves, first live feed only for a transfer switch).
 */
export interface ElectricalLoad {
  readonly owner: RecordId;
  readonly feeds: readonly number[];
  readonly power_W: number;
  readonly powerFactor: number;
  /** Reactive power is delivered, not drawn: a capacitor. */
  readonly leading?: true;
  /** Part of the power that stays as heat where the load stands, for loads of the power system itself; the rest is stored. */
  readonly lost_W?: number;
  /** Storage beside a live supply: power is negative where it discharges. What it loses follows from that; the rest is stored. */
  readonly battery?: {
    /** One way, charging or discharging. */
    readonly efficiency: number;
    /** Drawn all the time. */
    readonly auxiliary_W: number;
    /** At the battery. */
    readonly energy_J: number;
    /** What its inverters give into a fault. */
    readonly fault_A: number;
  };
  readonly sharing: 'equal' | 'priority';
  /** Rating of what stands at each feed (the power shelves of that side); absent when not stated. */
  readonly feedRating_W?: number;
  /** Motors on the mains without a converter feed faults: their rated apparent power. */
  readonly motors_VA?: number;
}

export interface ElectricalNetwork {
  readonly buses: readonly Bus[];
  readonly branches: readonly ElectricalBranch[];
  readonly sources: readonly ElectricalSource[];
  readonly loads: readonly ElectricalLoad[];
}

/** What a kind sees while it adds one record to the network. */
export interface ElectricalBuild<P> {
  readonly record: RecordId;
  readonly tag: string;
  readonly parameters: P;
  /** False when the scenario takes the record out of service. */
  readonly inService: boolean;
  /** Power this equipment draws: racks from the load level, pumps, fans and compressors from the liquid solution. */
  readonly power_W: number;
  /** Runs (cables): developed length of the drawn route. */
  readonly length_m: number;
  /** Whether something is connected to a port. The ends of a run are its ports `from` and `to`. */
  connected(port: string): boolean;
  /** Nominal voltage of the system at a port; undefined when nothing is connected. */
  voltageAt(port: string): number | undefined;
  /** What a port carries. */
  currentAt(port: string): 'ac' | 'dc';
  /** Just after a loss: batteries carry, standby sets have not started. */
  readonly onBattery: boolean;
  /** Bus at a port. A bus keeps the nominal voltage that it was first given. */
  port(name: string, nominal_V: number): number;
  inner(name: string, nominal_V: number, current?: 'ac' | 'dc'): number;
  branch(branch: {
    name: string;
    from: number;
    to: number;
    element: ElectricalElement;
    rating?: BranchRating;
    protection?: BranchProtection;
    phase?: RunPhase;
    inService?: boolean;
  }): number;
  source(source: Omit<ElectricalSource, 'owner'>): void;
  load(load: Omit<ElectricalLoad, 'owner'>): void;
}

export type ElectricalContribution<P> = (build: ElectricalBuild<P>) => void;
