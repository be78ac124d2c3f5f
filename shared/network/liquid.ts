/**
 * The liquid network: nodes and branches as plain data that a solver can order, hash and send.
 * It knows curves and set points, never vendors. Pressures are gauge pascal, flows kg/s positive
 * from `from` to `to`, temperatures kelvin.
 */
import type { RecordId } from '../document/ids.ts';

/** Name in the fluid library, e.g. `water`, `pg25`. */
export type FluidName = string;

export interface LiquidNode {
  /** `<record id>/<port or inner point>`; unique. */
  readonly id: string;
  readonly owner: RecordId;
  readonly elevation_m: number;
  readonly fluid: FluidName;
  /** Pressure reference of its island: an expansion vessel or a reservoir. */
  readonly fixedPressure_Pa?: number;
  /** A vessel between circuits that takes next to no pressure (hydraulic separator): each of them has pumps and set points of its own. */
  readonly separates?: true;
  /** Inflow (positive) or outflow from outside the network; imported nets and tests. */
  readonly injection_kg_s?: number;
  /** Temperature of water that enters from outside at this node. */
  readonly injectionTemperature_K?: number;
}

/** Head of a pump at full speed, H = shutoff − coefficient·V̇^exponent (Pa, m³/s); affinity laws for other speeds. */
export interface PumpCurve {
  readonly shutoff_Pa: number;
  readonly coefficient: number;
  readonly exponent: number;
  /** End of the published curve; flow beyond it is reported, never hidden. */
  readonly maxFlow_m3_s?: number;
}

export type LiquidElement =
  | {
      readonly type: 'pipe';
      readonly length_m: number;
      readonly diameter_m: number;
      readonly roughness_m: number;
      /** Sum of minor-loss coefficients K. */
      readonly minorLoss: number;
    }
  /** Δp = coefficient · |V̇|^exponent · sign(V̇): rack, coil or exchanger side from a published point. */
  | {
      readonly type: 'resistance';
      readonly coefficient: number;
      readonly exponent: number;
    }
  /** Δp = Δp(V̇) through published points, monotone between them, extrapolated by the last pair's exponent and flagged. */
  | {
      readonly type: 'table';
      readonly points: readonly (readonly [flow_m3_s: number, drop_Pa: number])[];
    }
  /** Flow at 100 kPa when fully open; `opening` 0…1 acts on it by the characteristic. */
  | {
      readonly type: 'valve';
      readonly flowAt100kPa_m3_s: number;
      readonly opening: number;
      readonly characteristic: 'linear' | 'equal-percentage';
      readonly rangeability: number;
    }
  | { readonly type: 'check-valve'; readonly flowAt100kPa_m3_s: number }
  | {
      readonly type: 'pump';
      readonly curve: PumpCurve;
      /** Relative speed 0…; 0 is off. */
      readonly speed: number;
      /** Identical units that run side by side inside this branch. */
      readonly parallel: number;
      /** Hydraulic at the rated point, and of motor and drive at full load. */
      readonly hydraulicEfficiency: number;
      readonly motorEfficiency: number;
      /** Hydraulic efficiency over flow, at full speed; at other speeds the same for the same flow per speed (affinity). */
      readonly efficiencyCurve?: readonly (readonly [flow_m3_s: number, efficiency: number])[];
      /** Efficiency of motor and drive over shaft power. */
      readonly motorCurve?: readonly (readonly [shaft_W: number, efficiency: number])[];
      /** Part of the motor and drive loss that ends in the liquid (1 for a wet motor, 0 for one cooled by room air). */
      readonly lossToLiquid: number;
      /** A check valve at the discharge stops reverse flow. */
      readonly checked: boolean;
    };

/** What happens to the temperature along a branch. */
export type BranchHeat =
  | { readonly type: 'none' }
  /** Heat added to the liquid, W (negative removes). */
  | { readonly type: 'fixed'; readonly heat_W: number }
  /** Exchange with surroundings at `ambient_K`: T_out = T_amb + (T_in − T_amb)·exp(−UA/(ṁ·cp)). */
  | {
      readonly type: 'surroundings';
      readonly conductance_W_K: number;
      readonly ambient_K: number;
    }
  /** One side of `exchangers[index]`. */
  | {
      readonly type: 'exchanger';
      readonly exchanger: number;
      readonly side: 'hot' | 'cold';
    }
  /** A heat-rejection or coil unit of `units[index]`; its model decides the outlet. */
  | { readonly type: 'unit'; readonly unit: number }
  /** Condenser of the water-cooled chiller `units[unit]`, whose evaporator is another branch. */
  | { readonly type: 'condenser'; readonly unit: number };

export interface LiquidBranch {
  readonly id: string;
  readonly owner: RecordId;
  readonly from: number;
  readonly to: number;
  readonly element: LiquidElement;
  readonly heat: BranchHeat;
  /** Shut or failed branches stay in the network with no conductance, so that orderings survive. */
  readonly open: boolean;
  /** Liquid held, for vessel sizing. */
  readonly volume_m3: number;
  /** Cooled space whose air takes what this branch loses: pipe surfaces indoors, motor loss of pumps. Absent outdoors. */
  readonly space?: RecordId;
}

/** Two liquid branches that exchange heat without mixing (a CDU), ε-NTU counter-flow. */
export interface Exchanger {
  readonly owner: RecordId;
  readonly hot: number;
  readonly cold: number;
  /** UA at rated flows; scales with both flows by `(1/UA) = Σ share_i·(ṁ_rated/ṁ)^exponent / UA_rated`. */
  readonly ratedConductance_W_K: number;
  readonly ratedHot_kg_s: number;
  readonly ratedCold_kg_s: number;
  readonly flowExponent: number;
  readonly fouling: number;
}

/** Heat rejection and air coils: everything whose other side is air. */
export type ThermalUnit =
  | {
      readonly type: 'free-cooling-chiller';
      readonly owner: RecordId;
      readonly branch: number;
      readonly leaving_K: number;
      readonly ambient_K: number;
      /** Q_free = UA·(T_return − T_ambient) at full fan speed. */
      readonly freeCoolingConductance_W_K: number;
      /** Total capacity with compressors: capacity + slope·(T_ambient − reference) + perLeaving·(T_leaving − referenceLeaving); free cooling alone may exceed it. */
      readonly capacity_W: number;
      readonly capacitySlope_W_K: number;
      readonly capacityReference_K: number;
      /** Gain of capacity per kelvin of leaving temperature above `cop.referenceLeaving_K`. */
      readonly capacityPerLeaving_W_K: number;
      /** COP = reference + perKelvin·(T_ambient − referenceAmbient) + perKelvinLeaving·(T_leaving − referenceLeaving), not below floor. */
      readonly cop: {
        readonly reference: number;
        readonly referenceAmbient_K: number;
        readonly perKelvin: number;
        readonly referenceLeaving_K: number;
        readonly perKelvinLeaving: number;
        readonly floor: number;
      };
      readonly fanPower_W: number;
      readonly standby_W: number;
      readonly running: boolean;
    }
  | {
      readonly type: 'dry-cooler';
      readonly owner: RecordId;
      readonly branch: number;
      readonly leaving_K: number;
      readonly ambient_K: number;
      /** Air-side UA at rated air and water flow. */
      readonly conductance_W_K: number;
      readonly airFlow_kg_s: number;
      readonly fanPower_W: number;
      readonly standby_W: number;
      readonly running: boolean;
      /** Adiabatic pads before the coil: saturation effectiveness when fully wetted, cycles of concentration of their water. */
      readonly wetting?: {
        readonly wetBulb_K: number;
        readonly pressure_Pa: number;
        readonly effectiveness: number;
        readonly cycles: number;
      };
    }
  /** Evaporative tower: its make-up replaces what evaporates, drifts and is blown down, at the basin's temperature. */
  | {
      readonly type: 'cooling-tower';
      readonly owner: RecordId;
      readonly branch: number;
      readonly leaving_K: number;
      readonly ambient_K: number;
      readonly wetBulb_K: number;
      readonly pressure_Pa: number;
      /** Merkel UA at rated water and full air flow, on the specific heat of dry air. */
      readonly conductance_W_K: number;
      readonly ratedWater_kg_s: number;
      /** Dry air at full fan speed. */
      readonly airFlow_kg_s: number;
      readonly fanPower_W: number;
      readonly standby_W: number;
      readonly cycles: number;
      /** Part of the circulating water that leaves as droplets. */
      readonly drift: number;
      readonly running: boolean;
    }
  /** Between two loops: evaporator in `branch`, condenser in `condenser`. */
  | {
      readonly type: 'water-cooled-chiller';
      readonly owner: RecordId;
      readonly branch: number;
      readonly condenser: number;
      readonly leaving_K: number;
      readonly capacity_W: number;
      readonly cop: number;
      /** Curve set of the solver's library. */
      readonly curves: 'doe2-centrifugal' | 'doe2-reciprocating' | 'trane-cvhf-vsd';
      readonly standby_W: number;
      readonly running: boolean;
    }
  /** Fan wall or other coil that takes heat from room air of one space. */
  | {
      readonly type: 'air-coil';
      readonly owner: RecordId;
      readonly branch: number;
      readonly space: RecordId;
      readonly supplyAir_K: number;
      readonly conductance_W_K: number;
      readonly ratedWater_kg_s: number;
      readonly airFlow_kg_s: number;
      readonly fanPower_W: number;
      readonly standby_W: number;
      readonly running: boolean;
    };

/**
 * A set point and the one thing that is moved to hold it. A control at its limit is a result
 * ("valve 100 % open, supply 1.8 K above set point"), not a failure.
 */
export type LiquidControl =
  /** Holds a branch's mass flow by throttling in it (a pressure-independent valve); `minimumDrop_Pa` is what the valve needs. */
  | {
      readonly type: 'flow-limit';
      readonly owner: RecordId;
      readonly branch: number;
      readonly flow_kg_s: number;
      readonly minimumDrop_Pa: number;
    }
  /** Holds the temperature rise over a heated branch by its flow. */
  | {
      readonly type: 'temperature-rise';
      readonly owner: RecordId;
      readonly branch: number;
      readonly rise_K: number;
      readonly minimumDrop_Pa: number;
    }
  /** Holds the outlet temperature of a heated branch by its flow. */
  | {
      readonly type: 'return-temperature';
      readonly owner: RecordId;
      readonly branch: number;
      readonly return_K: number;
      readonly minimumDrop_Pa: number;
    }
  /** Holds p(high) − p(low) by the common speed of pumps. */
  | {
      readonly type: 'differential-pressure';
      readonly owner: RecordId;
      readonly pumps: readonly number[];
      readonly high: number;
      readonly low: number;
      readonly target_Pa: number;
      readonly minSpeed: number;
      readonly maxSpeed: number;
    }
  /** Holds the hot side's outlet temperature of an exchanger by a valve in its cold side. */
  | {
      readonly type: 'exchanger-outlet';
      readonly owner: RecordId;
      readonly exchanger: number;
      readonly valve: number;
      readonly target_K: number;
    };

/**
 * A room whose air the coils of `air-coil` units cool: well mixed on the hot side, with the containment's
 * bypass (cold air that returns unused) and recirculation (part of the rack inlet air from the hot side).
 */
export interface AirSpace {
  readonly owner: RecordId;
  /** Heat that racks and electrical gear leave in the air; pipes, motors and fans are added by the solver. */
  readonly heat_W: number;
  readonly bypass: number;
  readonly recirculation: number;
}

export interface LiquidNetwork {
  readonly nodes: readonly LiquidNode[];
  readonly branches: readonly LiquidBranch[];
  readonly exchangers: readonly Exchanger[];
  readonly units: readonly ThermalUnit[];
  readonly controls: readonly LiquidControl[];
  /** Spaces that air coils stand in. */
  readonly spaces?: readonly AirSpace[];
}

/** What a kind sees while it adds one record to the network. */
export interface LiquidBuild<P> {
  readonly record: RecordId;
  readonly tag: string;
  readonly parameters: P;
  /** Taken out of service by the scenario or without electrical supply: pumps stand, units do not run. */
  readonly running: boolean;
  /** Failed or isolated as a pressure part: nothing flows through. */
  readonly isolated: boolean;
  readonly ambient: {
    readonly dryBulb_K: number;
    readonly wetBulb_K: number;
    readonly pressure_Pa: number;
  };
  /** Space the equipment stands in, and its design air temperature (the ambient outdoors). */
  readonly space: RecordId | undefined;
  readonly surroundings_K: number;
  /** Dew point of that space's air, where it is stated. */
  readonly dewPoint_K: number | undefined;
  /** Electrical power that ends as heat in this equipment: racks. */
  readonly itPower_W: number;
  /** Runs (pipes): drawn length and right-angle bends; the height difference is in the nodes `from` and `to`. */
  readonly length_m: number;
  readonly elbows: number;
  /** Fluid of the system connected to a port; undefined when nothing is connected. */
  fluidAt(port: string): FluidName | undefined;
  /** Density and specific heat of the fluid at a port (water where nothing is connected). */
  properties(port: string, temperature_K: number): { readonly density_kg_m3: number; readonly specificHeat_J_kgK: number };
  /** Density of the outside or room air, dry, at the site's pressure. */
  airDensity_kg_m3(temperature_K: number): number;
  /** Node of a port (shared with the connection that ends there), or an inner point of this equipment. */
  port(name: string): number;
  inner(name: string, near: string): number;
  branch(branch: {
    name: string;
    from: number;
    to: number;
    element: LiquidElement;
    heat?: BranchHeat;
    open?: boolean;
    volume_m3?: number;
  }): number;
  /** Exchangers and units added so far: the index the next one gets, for branches that name it. */
  readonly exchangers: number;
  readonly units: number;
  exchanger(exchanger: Omit<Exchanger, 'owner'>): number;
  unit(unit: DistributiveOmit<ThermalUnit, 'owner'>): number;
  control(control: DistributiveOmit<LiquidControl, 'owner'>): void;
  /** Makes a port node the pressure reference of its loop. */
  reference(node: number, pressure_Pa: number): void;
  /** Makes an inner node a separator of the circuits that meet there. */
  separate(node: number): void;
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

export type LiquidContribution<P> = (build: LiquidBuild<P>) => void;
