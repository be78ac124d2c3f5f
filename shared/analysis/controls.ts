/**
 * Which control holds what, by what, and whether it still can: read from a settled liquid solution. A control at
 * its limit is a result. Names follow the trade: free cooling, compressor, fan speed, valve, pump speed.
 */
import type { RecordId } from '../document/ids.ts';
import type { LiquidControl, LiquidNetwork } from '../network/liquid.ts';
import type { ControlState, LiquidSolution, UnitState } from '../solve/liquid/solution.ts';
import type { QuantityKind } from '../units/quantity.ts';

export interface ActiveControl {
  readonly owner: RecordId;
  /** The held quantity. */
  readonly holds:
    | 'TCS supply temperature'
    | 'leaving temperature'
    | 'supply air temperature'
    | 'differential pressure'
    | 'temperature rise'
    | 'return temperature'
    | 'flow';
  /** What is moved to hold it. */
  readonly by: string;
  readonly state: 'holding' | 'at limit' | 'idle' | 'off';
  readonly quantity: QuantityKind;
  /** Set point and what was reached, SI. */
  readonly target: number;
  readonly actual: number;
  /** Opening, relative speed, or part of the available duty in use, 0…1. */
  readonly position: number;
}

const heldBy = {
  'exchanger-outlet': { holds: 'TCS supply temperature', by: 'FWS valve', quantity: 'temperature' },
  'differential-pressure': { holds: 'differential pressure', by: 'pump speed', quantity: 'pressureDifference' },
  'temperature-rise': { holds: 'temperature rise', by: 'flow control valve', quantity: 'massFlow' },
  'return-temperature': { holds: 'return temperature', by: 'flow control valve', quantity: 'massFlow' },
  'flow-limit': { holds: 'flow', by: 'pressure-independent valve', quantity: 'massFlow' },
} as const satisfies Record<LiquidControl['type'], Pick<ActiveControl, 'holds' | 'by' | 'quantity'>>;

/** A control whose branch is still moves nothing: below this flow, kg/s, it is idle. */
const still_kg_s = 1e-7;

/** A set point that pumps hold together is listed under each of them. */
function ofControl(control: LiquidControl, state: ControlState, solution: LiquidSolution, network: LiquidNetwork): ActiveControl[] {
  const { target, actual, position, atLimit } = state;
  const entry = (owner: RecordId, branch: number): ActiveControl => {
    const moving = Math.abs(solution.massFlow_kg_s[branch] ?? 0) > still_kg_s;
    return { owner, ...heldBy[control.type], state: !moving ? 'idle' : atLimit ? 'at limit' : 'holding', target, actual, position };
  };
  if (control.type === 'differential-pressure') return control.pumps.map((b) => entry(network.branches[b]?.owner ?? state.owner, b));
  const branch = control.type === 'exchanger-outlet' ? network.exchangers[control.exchanger]?.hot : control.branch;
  return [entry(state.owner, branch ?? -1)];
}

/** How a unit's mode reads as the thing that is moved. */
const movedBy: Readonly<Record<UnitState['mode'], string>> = {
  off: 'nothing',
  idle: 'nothing',
  'free cooling': 'free cooling',
  mixed: 'free cooling and compressor',
  compressor: 'compressor',
  'capacity limited': 'compressor',
  'fan control': 'fan speed',
  'full fan speed': 'fan speed',
  'wetted pads': 'wetted pads',
  'holding supply air': 'water valve',
  'valve fully open': 'water valve',
};

const spent: ReadonlySet<UnitState['mode']> = new Set(['capacity limited', 'full fan speed', 'valve fully open']);

/** All controls of a network: those with a set point in the hydraulics first, then the units that hold a temperature. */
export function activeControls(network: LiquidNetwork, solution: LiquidSolution): ActiveControl[] {
  const controls = network.controls.flatMap((control, index) => {
    const state = solution.controls[index];
    return state ? ofControl(control, state, solution, network) : [];
  });
  const units = network.units.flatMap((unit, index): ActiveControl[] => {
    const run = solution.units[index];
    if (!run) return [];
    const air = unit.type === 'air-coil';
    const target = air ? unit.supplyAir_K : unit.leaving_K;
    const actual = air ? (run.airOut_K ?? target) : (solution.outlet_K[unit.branch] as number);
    const state = run.mode === 'off' ? 'off' : run.mode === 'idle' ? 'idle' : spent.has(run.mode) ? 'at limit' : 'holding';
    return [
      {
        owner: unit.owner,
        holds: air ? 'supply air temperature' : 'leaving temperature',
        by: movedBy[run.mode],
        state,
        quantity: 'temperature',
        target,
        actual,
        position: run.available_W > 0 ? Math.min(1, Math.abs(run.heat_W) / run.available_W) : 0,
      },
    ];
  });
  return [...controls, ...units].filter(({ actual }) => Number.isFinite(actual));
}
