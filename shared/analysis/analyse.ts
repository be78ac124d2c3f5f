/**
 * The analysis: a pure function of the document and a scenario in it. Extract networks, solve them
 * coupled, report per record, check rules, sum metrics. Editor, command line and exporters call this
 * same function.
 */
import type { Document } from '../document/document.ts';
import { type Result, succeed } from '../problem.ts';
import { activeControls } from './controls.ts';
import type { Coupled } from './couple.ts';
import { siteEnergy } from './metrics/site-energy.ts';
import { summarise } from './metrics/summary.ts';
import { reportPlacement } from './placement-results.ts';
import { findPowerHeadroom, reportHeadroom } from './power-headroom.ts';
import type { Analysis, Finding, Severity } from './result.ts';
import { carryLayout, judge } from './rules/judge.ts';
import { judgedRecords } from './rules/rule.ts';
import { coupleScenario, type PlantOptions } from './solve-plant.ts';

export interface AnalyseOptions extends PlantOptions {
  /** Revision of the document, carried by the result. */
  readonly revision?: number;
}

export interface Analysed {
  readonly analysis: Analysis;
  /** Networks and solutions, for the next warm start and for charts. */
  readonly coupled: Coupled;
}

const rank: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

/** Errors first, then by rule and subject, so that the list does not depend on the order of records. */
function ordered(findings: Finding[]): Finding[] {
  const key = (finding: Finding) => `${rank[finding.severity]} ${finding.rule} ${finding.subjects.join(' ')}`;
  return findings
    .map((finding) => ({ finding, key: key(finding) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ finding }) => finding);
}

/** @returns a problem only where the scenario does not exist; an unsolvable design is an answer, not a problem. */
export function analyseDetailed(document: Document, options: AnalyseOptions = {}): Result<Analysed> {
  const solved = coupleScenario(document, options);
  if (!solved.ok) return solved;
  const { scenario, coupled } = solved.value;
  const { state, liquid, electrical, builder } = coupled;
  const { previous } = options;
  const laidOutAlike = previous !== undefined && builder.scope !== undefined && carryLayout(previous.document, document);
  reportPlacement(document, builder);
  const kept = findPowerHeadroom(document, state, electrical.solution, options.previous?.headroom);
  const headroom = reportHeadroom(document, kept, electrical.solution, builder);
  const islands = [...liquid.report.islands, ...electrical.report.islands];
  const { limits } = liquid.report;
  const results = builder.build();
  const earlier = previous?.reported && {
    laidOutAlike,
    sameWork: previous.document.tables.workload === document.tables.workload,
    findings: previous.reported.findings,
  };
  const scope = builder.scope && judgedRecords(document, builder.scope);
  const judged = judge({ document, state, results, islands, limits, scope }, earlier);
  const findings = ordered(judged.flat());
  const energy = siteEnergy(document, coupled, results);
  const summary = summarise({ document, coupled, results, headroom, energy });
  const { id, name, title } = scenario;
  return succeed({
    analysis: {
      revision: options.revision ?? 0,
      scenario: { id, name, title },
      ...(summary ? { summary } : {}),
      results,
      islands,
      limits,
      controls: activeControls(liquid.network, liquid.solution),
      findings,
      passes: coupled.passes,
    },
    coupled: { ...coupled, headroom: kept, reported: { results, limits, findings: judged } },
  });
}

export function analyse(document: Document, options: AnalyseOptions = {}): Result<Analysis> {
  const answer = analyseDetailed(document, options);
  return answer.ok ? succeed(answer.value.analysis) : answer;
}
