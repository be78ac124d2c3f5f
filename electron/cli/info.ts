import { type Document, siteOf } from '../../shared/document/document.ts';
import { recordTypes } from '../../shared/document/records.ts';
import { formatVersion } from '../../shared/file/write.ts';
import { describeProblem } from '../../shared/problem.ts';
import { defineCommand, reportProblems } from './command.ts';
import { openDesign } from './open-design.ts';

/** How many pieces of equipment there are of each kind, most first. */
function equipmentByKind(document: Document): [string, number][] {
  const counts = new Map<string, number>();
  for (const { item } of document.tables.equipment.values()) {
    const kind = document.tables.item.get(item)?.kind ?? 'unknown';
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
}

export const info = defineCommand({
  name: 'info',
  usage: 'info FILE [--json]',
  summary: 'records, versions and what is in a file; reads damaged lines too and says which',
  options: { json: 'flag', 'allow-unreadable': 'flag' },
  operands: { min: 1, max: 1 },
  async run(given, io) {
    const opened = await openDesign(given.operands[0] ?? '', io, given.has('allow-unreadable'));
    if (!opened.ok) return reportProblems(opened.problems, io);
    const { document, header, notes, text } = opened.value;
    const site = siteOf(document);
    const records = recordTypes.map((type) => [type, document.tables[type].size] as const);
    const equipment = equipmentByKind(document);
    const scenarios = [...document.tables.scenario.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    const defaultScenario = document.tables.scenario.get(site.defaultScenario)?.name ?? site.defaultScenario;
    if (given.has('json')) {
      const { name, projectNumber, author, revision, date, status } = site;
      const answer = {
        format: 'headroom-info/1',
        fileVersion: header.version,
        newestFileVersion: formatVersion,
        programVersion: io.version,
        site: { name, projectNumber, author, revision, date, status },
        records: Object.fromEntries(records),
        equipment: Object.fromEntries(equipment),
        scenarios: scenarios.map((scenario) => scenario.name),
        defaultScenario,
        unreadable: document.unreadable,
      };
      io.out(`${JSON.stringify(answer)}\n`);
      return 0;
    }
    const rows: [string, string][] = [
      [
        'File',
        `${given.operands[0]}, ${text.length} characters, format version ${header.version} (Headroom ${io.version} writes ${formatVersion})`,
      ],
      ['Project', [site.projectNumber, site.name].filter((part) => part !== '').join(' ')],
      ['Revision', `${site.revision} of ${site.date}, ${site.status}, by ${site.author}`],
      ['Records', records.map(([type, count]) => `${count} ${type}`).join(', ')],
      ['Equipment', equipment.map(([kind, count]) => `${count} ${kind}`).join(', ')],
      ['Scenarios', scenarios.map(({ name }) => (name === defaultScenario ? `${name} (default)` : name)).join(', ')],
      ['Unreadable', document.unreadable.length === 0 ? 'no line' : `${document.unreadable.length} lines`],
    ];
    io.out(rows.map(([title, value]) => `${title.padEnd(12)}${value}\n`).join(''));
    for (const note of notes.slice(0, 20)) io.err(`headroom: note: ${describeProblem(note)}`);
    return 0;
  },
});
