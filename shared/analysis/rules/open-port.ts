import { portsOf } from '../../catalogue/route.ts';
import { connectionsAt } from '../../document/document.ts';
import { allEquipment, defineRule } from './rule.ts';

export const openPort = defineRule({
  rule: 'open-port',
  title: 'Required port without connection',
  source: 'kind: required ports',
  judges: 'record',
  check: (input) => {
    const { document } = input;
    return allEquipment(input).flatMap((equipment) => {
      const { id } = equipment;
      const runs = connectionsAt(document, id);
      const isUsed = (port: string) =>
        runs.some(({ from, to }) => (from.equipment === id && from.port === port) || (to.equipment === id && to.port === port));
      const open = portsOf(document, equipment).filter((port) => port.required && !isUsed(port.name));
      if (open.length === 0) return [];
      return [
        {
          rule: 'open-port',
          severity: 'error',
          subjects: [equipment.id],
          actual: open.length,
          limit: 0,
          unit: 'ports',
          margin: -open.length,
          source: 'kind: required ports',
          message: `${equipment.tag} has nothing connected to ${open.map((port) => port.name).join(', ')}`,
        },
      ];
    });
  },
});
