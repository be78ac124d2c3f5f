import { kindOf } from '../../catalogue/resolve.ts';
import { siteOf } from '../../document/document.ts';
import type { EquipmentId } from '../../document/ids.ts';
import { racksOf } from '../racks.ts';
import type { Finding } from '../result.ts';
import { quantityOf } from '../result.ts';
import { defineRule } from './rule.ts';

/** Equipment without electrical supply, liquid-cooled racks without flow, and designs in which no rack runs. */
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
    const racks = racksOf(document);
    // Racks that lost their feeds are named above; a hall that is silent for another reason must not pass as sound.
    const isSilent = (id: EquipmentId) => state.failed.has(id) || (!state.unpowered.has(id) && !(state.itPower_W.get(id) ?? 0));
    if (racks.length > 0 && racks.every(({ equipment }) => isSilent(equipment.id))) {
      const allFailed = racks.every(({ equipment }) => state.failed.has(equipment.id));
      const reason = allFailed ? 'every rack has failed' : 'every rack draws nothing';
      report(siteOf(document).id, `${reason}: there is no IT power to compare with`, allFailed ? 'error' : 'warning');
    }
    for (const { equipment, parameters } of racks) {
      if (parameters.liquidShare <= 0 || state.failed.has(equipment.id) || state.unpowered.has(equipment.id)) continue;
      const heat = quantityOf(results, equipment.id, 'heatToLiquid') ?? 0;
      const flow = quantityOf(results, equipment.id, 'flow') ?? 0;
      if (heat > 0 && flow < 1e-9) report(equipment.id, `${equipment.tag} runs without coolant flow`, 'error');
    }
    return findings;
  },
});
