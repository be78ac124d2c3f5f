/**
 * Every solved quantity, declared once: title, kind, formula and source. Inspector rows, overlays,
 * table columns, JSON names and the "how was this number made" panel are all derived from here.
 */
import type { QuantityKind } from '../units/quantity.ts';

export interface QuantitySpec {
  readonly title: string;
  readonly quantity: QuantityKind;
  /** Unit suffix in exported names, e.g. `_C`; SI suffix unless named. */
  readonly exported: string;
  readonly formula: string;
  /** Other quantities or parameters (`rack.liquidShare`) that the formula uses. */
  readonly inputs: readonly string[];
  readonly source: string;
}

const specs = {
  power: { title: 'Electrical power', quantity: 'power', exported: '_W', formula: 'P = load level × utilisation (racks); P = V̇·H/η (pumps); from the unit’s model (coolers, fans)', inputs: [], source: 'scenario and item; affinity and efficiency definitions' },
  heatToLiquid: { title: 'Heat to liquid', quantity: 'power', exported: '_W', formula: 'Q = P · liquid share', inputs: ['power', 'liquidShare'], source: 'item: liquid share' },
  heatToAir: { title: 'Heat to air', quantity: 'power', exported: '_W', formula: 'Q = P − Q_liquid', inputs: ['power', 'heatToLiquid'], source: 'energy balance' },
  heat: { title: 'Heat carried', quantity: 'power', exported: '_W', formula: 'Q = ṁ·(h_out − h_in)', inputs: ['massFlow', 'supplyTemperature', 'returnTemperature'], source: 'first law, steady flow' },
  supplyTemperature: { title: 'Supply temperature', quantity: 'temperature', exported: '_C', formula: 'mixing and transport along the solved flow', inputs: [], source: 'first law, steady flow' },
  returnTemperature: { title: 'Return temperature', quantity: 'temperature', exported: '_C', formula: 'h_out = h_in + Q/ṁ', inputs: ['supplyTemperature', 'heat', 'massFlow'], source: 'first law, steady flow' },
  primarySupplyTemperature: { title: 'FWS supply temperature', quantity: 'temperature', exported: '_C', formula: 'mixing and transport along the solved flow', inputs: [], source: 'first law, steady flow' },
  primaryReturnTemperature: { title: 'FWS return temperature', quantity: 'temperature', exported: '_C', formula: 'h_out = h_in + Q/ṁ', inputs: ['primarySupplyTemperature', 'heat', 'primaryFlow'], source: 'first law, steady flow' },
  temperatureRise: { title: 'ΔT', quantity: 'temperatureDifference', exported: '_K', formula: 'ΔT = T_return − T_supply', inputs: ['supplyTemperature', 'returnTemperature'], source: 'definition' },
  approach: { title: 'Approach', quantity: 'temperatureDifference', exported: '_K', formula: 'approach = T_TCS supply − T_FWS supply', inputs: ['supplyTemperature', 'primarySupplyTemperature'], source: 'definition' },
  supplyMargin: { title: 'Margin to supply limit', quantity: 'temperatureDifference', exported: '_K', formula: 'margin = T_limit − T_supply', inputs: ['supplyTemperature', 'maxSupply_K'], source: 'item: highest supply' },
  flow: { title: 'Flow', quantity: 'flow', exported: '_L_min', formula: 'network solution: node balance and loop pressures', inputs: [], source: 'Todini and Pilati (1988), global gradient algorithm' },
  massFlow: { title: 'Mass flow', quantity: 'massFlow', exported: '_kg_s', formula: 'ṁ = ρ·V̇', inputs: ['flow'], source: 'definition' },
  primaryFlow: { title: 'FWS flow', quantity: 'flow', exported: '_L_min', formula: 'network solution: node balance and loop pressures', inputs: [], source: 'Todini and Pilati (1988), global gradient algorithm' },
  velocity: { title: 'Velocity', quantity: 'velocity', exported: '_m_s', formula: 'v = V̇/A', inputs: ['flow', 'innerDiameter_m'], source: 'definition' },
  pressureDrop: { title: 'Pressure drop', quantity: 'pressureDifference', exported: '_Pa', formula: 'Δp = f·(L/D)·ρv²/2 + K·ρv²/2 (pipes); Δp = Δp_ref·(V̇/V̇_ref)^n (equipment)', inputs: ['flow'], source: 'Darcy–Weisbach with Swamee–Jain friction; item: reference point' },
  primaryPressureDrop: { title: 'FWS pressure drop', quantity: 'pressureDifference', exported: '_Pa', formula: 'Δp = p_in − p_out', inputs: ['primaryFlow'], source: 'network solution' },
  inletPressure: { title: 'Inlet pressure', quantity: 'pressure', exported: '_Pa', formula: 'network solution from the pressure reference', inputs: [], source: 'network solution' },
  head: { title: 'Head', quantity: 'pressureDifference', exported: '_Pa', formula: 'H = n²·H0 − a·n^(2−k)·V̇^k', inputs: ['flow', 'speed'], source: 'item: pump curve; affinity laws' },
  speed: { title: 'Pump speed', quantity: 'ratio', exported: '', formula: 'set by the Δp control', inputs: [], source: 'control: differential pressure' },
  valveOpening: { title: 'Valve opening', quantity: 'ratio', exported: '', formula: 'set by the temperature control', inputs: [], source: 'control: supply temperature' },
  capacityUse: { title: 'Thermal loading', quantity: 'ratio', exported: '', formula: 'loading = Q/Q_capacity', inputs: ['heat', 'capacity_W'], source: 'item: capacity' },
  flowUse: { title: 'Flow loading', quantity: 'ratio', exported: '', formula: 'loading = V̇/V̇_available at the required head', inputs: ['flow', 'head'], source: 'item: pump curve' },
  freeCoolingHeat: { title: 'Free cooling', quantity: 'power', exported: '_W', formula: 'Q_free = min(Q, UA·(T_return − T_ambient))', inputs: ['heat', 'freeCoolingConductance_W_K'], source: 'item: free-cooling UA' },
  compressorPower: { title: 'Compressor power', quantity: 'power', exported: '_W', formula: 'P = (Q − Q_free)/COP', inputs: ['heat', 'freeCoolingHeat'], source: 'item: COP' },
  fanPower: { title: 'Fan power', quantity: 'power', exported: '_W', formula: 'P = P_rated·speed³', inputs: [], source: 'fan affinity law' },
  pumpPower: { title: 'Pump power', quantity: 'power', exported: '_W', formula: 'P = V̇·H/(η_pump·η_motor)', inputs: ['flow', 'head'], source: 'definition' },
  airFlow: { title: 'Air flow', quantity: 'flow', exported: '_m3_s', formula: 'fan speed × rated air flow', inputs: [], source: 'item: air flow' },
  airSupplyTemperature: { title: 'Air supply', quantity: 'temperature', exported: '_C', formula: 'coil balance', inputs: [], source: 'ε-NTU' },
  airReturnTemperature: { title: 'Air return', quantity: 'temperature', exported: '_C', formula: 'T_return = T_supply + Q/(ρ·V̇·cp)', inputs: ['heatToAir', 'airFlow'], source: 'first law, steady flow' },
  airInletTemperature: { title: 'Inlet air', quantity: 'temperature', exported: '_C', formula: 'mixing of supply air and recirculation', inputs: ['airSupplyTemperature', 'airReturnTemperature'], source: 'zone balance' },
  voltage: { title: 'Voltage', quantity: 'voltage', exported: '_V', formula: 'load-flow solution', inputs: [], source: 'backward/forward sweep or Newton load flow' },
  voltageDrop: { title: 'Voltage drop', quantity: 'ratio', exported: '', formula: '1 − V/V_nominal', inputs: ['voltage'], source: 'definition' },
  current: { title: 'Current', quantity: 'current', exported: '_A', formula: 'I = S/(√3·V)', inputs: ['power', 'voltage'], source: 'definition, three phase' },
  apparentPower: { title: 'Apparent power', quantity: 'apparentPower', exported: '_VA', formula: 'S = √(P² + Q²)', inputs: ['power'], source: 'definition' },
  powerFlow: { title: 'Power through', quantity: 'power', exported: '_W', formula: 'load-flow solution at the sending end', inputs: [], source: 'backward/forward sweep or Newton load flow' },
  loss: { title: 'Loss', quantity: 'power', exported: '_W', formula: 'P_in − P_out', inputs: [], source: 'load-flow solution; P0 + Pk·(S/Sr)² for transformers; item efficiency for UPS' },
  loading: { title: 'Loading', quantity: 'ratio', exported: '', formula: 'I/(rating · continuous factor)', inputs: ['current'], source: 'item: rating; NEC 210.20 and 215.3 for the continuous factor' },
  efficiency: { title: 'Efficiency', quantity: 'ratio', exported: '', formula: 'P_out/P_in', inputs: [], source: 'item: efficiency curve' },
  powerHeadroom: { title: 'Power headroom', quantity: 'power', exported: '_W', formula: 'least over everything upstream of limit − actual', inputs: ['loading'], source: 'load-flow solution and ratings' },
  feedPowerA: { title: 'Feed A', quantity: 'power', exported: '_W', formula: 'share of the live feeds of train A', inputs: ['power'], source: 'power-shelf sharing' },
  feedPowerB: { title: 'Feed B', quantity: 'power', exported: '_W', formula: 'share of the live feeds of train B', inputs: ['power'], source: 'power-shelf sharing' },
  density: { title: 'Power density', quantity: 'powerDensity', exported: '_W_m2', formula: 'P/A of the space', inputs: ['power'], source: 'definition' },
  floorLoad: { title: 'Floor load', quantity: 'pressureDifference', exported: '_Pa', formula: 'm·g/A of the footprint', inputs: ['mass_kg'], source: 'definition' },
  length: { title: 'Length', quantity: 'length', exported: '_m', formula: 'drawn route plus extra length', inputs: [], source: 'geometry' },
} as const satisfies Record<string, QuantitySpec>;

export type QuantityKey = keyof typeof specs;

export const quantities: Readonly<Record<QuantityKey, QuantitySpec>> = specs;

/** Texts beside the numbers: what a control is doing, how a chiller runs. */
export const textKeys = {
  state: 'What it is doing, e.g. “free cooling”, “valve 100 % open”, “off: no supply”',
  bindingLimit: 'The record that binds the power headroom',
} as const;

export type TextKey = keyof typeof textKeys;

/** Name of a quantity in JSON and tables, with its unit. */
export const exportedName = (key: QuantityKey): string => `${key}${quantities[key].exported}`;
