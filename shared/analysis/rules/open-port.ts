import type { Port } from '../../catalogue/kind.ts';
import { oncePerItem } from '../../catalogue/per-item.ts';
import { portsOf } from '../../catalogue/route.ts';
import { connectionsAt } from '../../document/document.ts';
import type { RecordId } from '../../document/ids.ts';
import type { Connection } from '../../document/records.ts';
import type { Finding } from '../result.ts';
import { allEquipment, defineRule } from './rule.ts';

const requiredPorts = oncePerItem((ports: readonly Port[]) => ports.filter(({ required }) => required).map(({ name }) => name));

function isUsed(runs: readonly Connection[], id: RecordId, port: string): boolean {
  for (let r = 0; r < runs.length; r++) {
    const { from, to } = runs[r] as Connection;
    if ((from.port === port && from.equipment === id) || (to.port === port && to.equipment === id)) return true;
  }
  return false;
}

/** Of nearly all equipment: told without making a list. */
function allUsed(ports: readonly string[], runs: readonly Connection[], id: RecordId): boolean {
  for (let i = 0; i < ports.length; i++) if (!isUsed(runs, id, ports[i] as string)) return false;
  return true;
}

export const openPort = defineRule({
  rule: 'open-port',
  title: 'Required port without connection',
  source: 'kind: required ports',
  judges: 'record',
  check: (input) => {
    const { document } = input;
    const findings: Finding[] = [];
    allEquipment(input).forEach((equipment) => {
      const required = requiredPorts(portsOf(document, equipment));
      if (required.length === 0) return;
      const runs = connectionsAt(document, equipment.id);
      if (allUsed(required, runs, equipment.id)) return;
      const open = required.filter((name) => !isUsed(runs, equipment.id, name));
      findings.push({
        rule: 'open-port',
        severity: 'error',
        subjects: [equipment.id],
        actual: open.length,
        limit: 0,
        unit: 'ports',
        margin: -open.length,
        source: 'kind: required ports',
        message: `${equipment.tag} has nothing connected to ${open.join(', ')}`,
      });
    });
    return findings;
  },
});
