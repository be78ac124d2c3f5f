/** PDF: one-line and P&ID as sheets of their own, and the report, `report/report.pdf` with results, findings, tables and scaled vector plans. */
import type { Point } from '../../../shared/document/records.ts';
import { defineExporter, type ExportInput } from '../../../shared/export/exporter.ts';
import { type Plan, planOf } from '../../../shared/export/plan/plan.ts';
import { diagramSheetFiles } from './diagram-sheet.ts';
import { addFooters, bytesOfPaper, newPaper, type Paper } from './paper.ts';
import { drawEquipment, drawEstimates, drawFigures, drawFindings, drawIslands, drawMaterials, drawTitle } from './report.ts';
import { drawSheet } from './sheet.ts';
import { scaleFor, type Window } from './view.ts';

const mostSheets = 60;

const around = (outline: readonly Point[], metres: number): Window => ({
  low_m: [Math.min(...outline.map(([x]) => x)) - metres, Math.min(...outline.map(([, y]) => y)) - metres],
  high_m: [Math.max(...outline.map(([x]) => x)) + metres, Math.max(...outline.map(([, y]) => y)) + metres],
});

/** One sheet of everything, then one of each hall and room where that shows more. */
function drawPlans(paper: Paper, plan: Plan): void {
  const whole = around([plan.low_m, plan.high_m], 2.5);
  drawSheet(paper, plan, whole, { number: 'A-101', title: 'Plan' });
  const rooms = plan.rooms.filter(({ layer }) => layer === 'A-FLOR').map((room) => ({ room, window: around(room.outline_m, 1.5) }));
  rooms
    .filter(({ window }) => scaleFor(window) < scaleFor(whole))
    .slice(0, mostSheets)
    .forEach(({ room, window }, i) => {
      drawSheet(paper, plan, window, { number: `A-${102 + i}`, title: `Plan, ${room.name}` });
    });
}

export async function reportBytes(input: ExportInput): Promise<Uint8Array> {
  const paper = newPaper(input);
  drawTitle(paper);
  drawFigures(paper);
  drawIslands(paper);
  drawFindings(paper);
  drawEquipment(paper);
  drawMaterials(paper);
  drawEstimates(paper);
  const firstSheet = paper.pdf.bufferedPageRange().count;
  drawPlans(paper, planOf(input.document));
  addFooters(paper, (page) => page >= firstSheet);
  return bytesOfPaper(paper);
}

export const pdfExporter = defineExporter({
  format: 'pdf',
  title: 'Report with plan, one-line and P&ID as PDF',
  write: async (input) => [{ path: 'report/report.pdf', bytes: await reportBytes(input) }, ...(await diagramSheetFiles(input))],
});
