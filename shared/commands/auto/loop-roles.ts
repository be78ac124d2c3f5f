/** Which side of a loop a header is on: found by following pipes through fittings to ports that tell. */
import { kindOf } from '../../catalogue/resolve.ts';
import { connectionsAt, type Document } from '../../document/document.ts';
import type { ConnectionEnd, Equipment, System } from '../../document/records.ts';

export type Role = 'supply' | 'return' | 'discharge';

/** Ports on which the role of a line can be read. */
const telling: Readonly<Record<string, Readonly<Record<string, Role>>>> = {
  rack: { supply: 'supply', return: 'return' },
  cdu: { 'tcs-supply': 'supply', 'tcs-return': 'return', 'fws-supply': 'supply', 'fws-return': 'return' },
  pump: { suction: 'return', discharge: 'discharge' },
  'fan-wall': { 'water-in': 'supply', 'water-out': 'return' },
  'in-row-cooler': { 'water-in': 'supply', 'water-out': 'return' },
  'rear-door': { 'water-in': 'supply', 'water-out': 'return' },
  chiller: { 'water-in': 'discharge', 'water-out': 'supply' },
  'dry-cooler': { 'water-in': 'discharge', 'water-out': 'supply' },
  'adiabatic-cooler': { 'water-in': 'discharge', 'water-out': 'supply' },
  'cooling-tower': { 'water-in': 'discharge', 'water-out': 'supply' },
  'water-cooled-chiller': {
    'water-in': 'discharge',
    'water-out': 'supply',
    'condenser-in': 'supply',
    'condenser-out': 'return',
  },
};

const passThrough = new Set(['header', 'valve', 'strainer', 'buffer-tank']);

/** Undefined where nothing on the line tells. */
export function roleOfHeader(document: Document, header: Equipment, system: System): Role | undefined {
  const seen = new Set<string>([header.id]);
  const queue: string[] = [header.id];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const run of connectionsAt(document, id)) {
      if (run.system !== system.id) continue;
      const far: ConnectionEnd = run.from.equipment === id ? run.to : run.from;
      const equipment = document.tables.equipment.get(far.equipment);
      const kind = equipment && kindOf(document, equipment)?.kind;
      if (kind === undefined) continue;
      const role = telling[kind]?.[far.port];
      if (role) return role;
      if (passThrough.has(kind) && !seen.has(far.equipment)) {
        seen.add(far.equipment);
        queue.push(far.equipment);
      }
    }
  }
  return undefined;
}
