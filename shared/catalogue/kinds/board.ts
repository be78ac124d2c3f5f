/** Boards: a bar with incoming and outgoing breakers. Shared by switchgear, switchboard and RPP. */
import { defineParameters, type ParametersOf, type Port } from '../kind.ts';
import { bodyParameters, spread } from './body.ts';

export const boardParameters = defineParameters({
  ...bodyParameters,
  voltage_V: {
    type: 'number',
    quantity: 'voltage',
    title: 'Voltage',
    help: 'Nominal, line to line.',
    min: 100,
    max: 1e6,
    acts: ['electrical'],
  },
  bar_A: {
    type: 'number',
    quantity: 'current',
    title: 'Bar rating',
    help: 'Continuous current of the main bar.',
    min: 1,
    max: 2e4,
    acts: ['limit'],
  },
  incomers: {
    type: 'number',
    quantity: 'count',
    title: 'Incomers',
    help: 'Incoming breakers; the first live one carries the bar unless they may run in parallel.',
    min: 1,
    max: 6,
    default: 1,
    acts: ['electrical'],
  },
  incomerMode: {
    type: 'choice',
    choices: ['transfer', 'parallel'],
    default: 'transfer',
    title: 'Incomer mode',
    help: 'transfer: one incomer carries, the first that is live; parallel: all are closed, as on a generator board.',
    acts: ['electrical'],
  },
  incomer_A: {
    type: 'number',
    quantity: 'current',
    title: 'Incomer trip',
    help: 'Continuous trip setting of each incoming breaker.',
    min: 1,
    max: 2e4,
    acts: ['limit'],
  },
  ways: {
    type: 'number',
    quantity: 'count',
    title: 'Ways',
    help: 'Outgoing breakers.',
    min: 1,
    max: 84,
    acts: ['electrical'],
  },
  way_A: {
    type: 'number',
    quantity: 'current',
    title: 'Way trip',
    help: 'Continuous trip setting of each outgoing breaker.',
    min: 1,
    max: 2e4,
    acts: ['limit'],
  },
  continuousFactor: {
    type: 'number',
    quantity: 'ratio',
    title: 'Continuous factor',
    help: 'Part of a breaker\u2019s trip that may be used without end: 0.8 for standard devices, 1 for 100 %-rated ones.',
    min: 0.5,
    max: 1,
    default: 0.8,
    acts: ['limit'],
  },
  power_W: {
    type: 'number',
    quantity: 'power',
    title: 'Power limit',
    help: 'Limit stated in watts, where the maker gives one.',
    min: 1,
    max: 1e9,
    optional: true,
    acts: ['limit'],
  },
  interrupting_A: {
    type: 'number',
    quantity: 'current',
    title: 'Interrupting rating',
    help: 'Fault current that breakers and bar withstand.',
    min: 100,
    max: 5e5,
    acts: ['limit'],
  },
});
export type BoardParameters = ParametersOf<typeof boardParameters>;

/** Ports `in-1…`, `out-1…` on top of the board. */
export function boardPorts(p: BoardParameters, systems: readonly ('mv' | 'lv')[]): Port[] {
  const port = (name: string, direction: 'in' | 'out', x: number, y: number, required: boolean): Port => ({
    name,
    medium: 'ac',
    direction,
    systems,
    at_m: [x, y, p.height_m],
    normal: [0, 0, 1],
    required,
  });
  return [
    ...spread(p.incomers, p.width_m * 0.5).map((x, i) => port(`in-${i + 1}`, 'in', x, p.depth_m / 4, i === 0)),
    ...spread(p.ways, p.width_m * 0.9).map((x, i) => port(`out-${i + 1}`, 'out', x, -p.depth_m / 4, false)),
  ];
}
