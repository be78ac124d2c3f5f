import { kindOf } from '../../catalogue/resolve.ts';
import { racksOf } from '../racks.ts';
import type { Finding } from '../result.ts';
import { quantityOf } from '../result.ts';
import { defineRule } from './rule.ts';

/** Equipment without electrical supply, and liquid-cooled racks without flow. */
export const supplyLost = defineRule({
  rule: 'supply-lost',
  title: 'Supply lost',
  source: 'network topology in this scenario',
  check: ({ document, state, results }) => {
    const findings: Finding[] = [];
    const report = (id: string, message: string, severity: Finding['severity']) =>
      findings.push({
        rule: 'supply-lost',
        severity,
        subjects: [id],
        actual: 0,
        limit: 1,
        unit: '1',
        margin: -1,
        source: 'network topology in this scenario',
        message,
      });
    for (const id of state.unpowered) {
      const equipment = document.tables.equipment.get(id);
      if (!equipment || state.failed.has(id)) continue;
      const isRack = kindOf(document, equipment)?.kind === 'rack';
      report(id, `${equipment.tag} has no live feed`, isRack ? 'error' : 'warning');
    }
    for (const { equipment, parameters } of racksOf(document)) {
      if (parameters.liquidShare <= 0 || state.failed.has(equipment.id) || state.unpowered.has(equipment.id)) continue;
      const heat = quantityOf(results, equipment.id, 'heatToLiquid') ?? 0;
      const flow = quantityOf(results, equipment.id, 'flow') ?? 0;
      if (heat > 0 && flow < 1e-9) report(equipment.id, `${equipment.tag} runs without coolant flow`, 'error');
    }
    return findings;
  },
});
