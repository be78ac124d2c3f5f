import { kindOf, parametersOf } from '../../catalogue/resolve.ts';
import type { EquipmentId, RecordId } from '../../document/ids.ts';
import { rowsOf } from '../number-column.ts';
import { quantityOf } from '../result.ts';
import { lowerLimit } from './margin.ts';
import { defineRule } from './rule.ts';

/** Liquid that boils: at the suction of a pump it takes the head away and pits the impeller, at a high point it parts the column. */
export const cavitation = defineRule({
  rule: 'cavitation',
  title: 'Cavitation and boiling',
  source: 'ISO 9906:2012 (NPSH); vapour pressure of the liquid',
  check: ({ document, results }) => {
    const { boilingMargin, npshAvailable } = results.columns;
    // Pumps, and one place of each loop: a handful of all records.
    const rows = new Set([...rowsOf(boilingMargin), ...rowsOf(npshAvailable)]);
    return [...rows].flatMap((row) => {
      const id = results.ids[row] as RecordId;
      const boiling = quantityOf(results, id, 'boilingMargin');
      const npsh = quantityOf(results, id, 'npshAvailable');
      const equipment = document.tables.equipment.get(id as EquipmentId);
      const tag = equipment?.tag ?? document.tables.connection.get(id)?.tag ?? id;
      const pump = equipment && kindOf(document, equipment)?.kind === 'pump' ? parametersOf(document, equipment) : undefined;
      const required = pump?.ok ? (pump.value.requiredNpsh_m as number | undefined) : undefined;
      const suction =
        npsh === undefined
          ? []
          : lowerLimit({
              rule: 'cavitation',
              subjects: [id],
              actual: npsh,
              limit: required ?? 0,
              unit: 'm',
              source: required === undefined ? 'vapour pressure at the suction' : 'item: NPSH required at the rated point',
              past:
                required === undefined
                  ? `the liquid boils at the suction of ${tag}: raise the fill pressure`
                  : `${tag} cavitates: its suction has less head above the vapour pressure than it needs`,
            });
      if (boiling === undefined || suction.length > 0) return suction;
      return lowerLimit({
        rule: 'cavitation',
        subjects: [id],
        actual: boiling,
        limit: 0,
        unit: 'Pa',
        source: 'vapour pressure of the liquid',
        past: `the liquid boils at ${tag}, where its loop has the least pressure for its temperature: raise the fill pressure or cool it`,
      });
    });
  },
});
