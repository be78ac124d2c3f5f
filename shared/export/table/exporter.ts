/** Schedules: one workbook `schedules/schedules.xlsx` and the same tables as CSV. */
import { defineExporter } from '../exporter.ts';
import { bytesOf } from '../text.ts';
import { csvText } from './csv.ts';
import { schedulesOf } from './schedules.ts';
import { xlsxBytes } from './xlsx.ts';

export const csvExporter = defineExporter({
  format: 'csv',
  title: 'Bill of materials and schedules as CSV',
  write: ({ document, analysis }) =>
    schedulesOf(document, analysis).map((table) => ({ path: `schedules/${table.name}.csv`, bytes: bytesOf(`\uFEFF${csvText(table)}`) })),
});

export const xlsxExporter = defineExporter({
  format: 'xlsx',
  title: 'Bill of materials and schedules as an Excel workbook',
  write: async ({ document, analysis }) => [{ path: 'schedules/schedules.xlsx', bytes: await xlsxBytes(schedulesOf(document, analysis)) }],
});
