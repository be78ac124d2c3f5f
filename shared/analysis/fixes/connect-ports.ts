import { portsOf } from '../../catalogue/route.ts';
import { autoConnect } from '../../commands/auto-connect.ts';
import { connectLikeNeighbour } from '../../commands/place-beside.ts';
import { applyPatch, connectionsAt, type Document } from '../../document/document.ts';
import type { RecordId } from '../../document/ids.ts';
import { type Patch, squash } from '../../document/patch.ts';
import { isRefusal, refuse } from '../../problem.ts';
import type { Fixer } from './fix.ts';

function openPorts(document: Document, id: RecordId): readonly string[] {
  const equipment = document.tables.equipment.get(id);
  if (!equipment) return [];
  const used = new Set(
    connectionsAt(document, id).flatMap(({ from, to }) => [from, to].flatMap((end) => (end.equipment === id ? [end.port] : []))),
  );
  return portsOf(document, equipment)
    .filter(({ name, required }) => required && !used.has(name))
    .map(({ name }) => name);
}

/** A single missing run is drawn as the nearest piece of the same kind has it; what stands all alone is auto-connected. */
export const connectPorts: Fixer = ({ document, finding, newId }) => {
  const equipment = document.tables.equipment.get(finding.subjects[0] ?? '');
  if (!equipment || openPorts(document, equipment.id).length === 0) return [];
  const label = `Connect ${equipment.tag}`;
  return [
    {
      label,
      records: [equipment.id],
      apply: (current) => {
        if (openPorts(current, equipment.id).length === 0) return { label, patch: [] };
        let patch: Patch = [];
        let drawn = current;
        const take = (step: Patch) => {
          patch = squash(patch, step);
          drawn = applyPatch(drawn, step);
        };
        const all = autoConnect(current, { records: [equipment.id], liquid: true, power: true, newId });
        if (!isRefusal(all)) take(all.patch);
        let why = isRefusal(all) ? all.refused : (all.lines.find(({ outcome }) => outcome === 'left')?.text ?? '');
        for (const port of openPorts(drawn, equipment.id)) {
          const answer = connectLikeNeighbour(drawn, { equipment: equipment.id, port, newId });
          if (isRefusal(answer)) why = answer.refused;
          else take(answer.patch);
        }
        const open = openPorts(drawn, equipment.id);
        return open.length === 0 ? { label, patch } : refuse(`${equipment.tag} stays open at ${open.join(', ')}: ${why}`);
      },
    },
  ];
};
