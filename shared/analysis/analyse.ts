/**
 * The analysis: a pure function of the document and a scenario in it. Extract networks, solve them
 * coupled, report per record, check rules, sum metrics; then short circuits and headrooms. Editor, command line and exporters call this
 * same function.
 */
import type { Document } from '../document/document.ts';
import { type Result, succeed } from '../problem.ts';
import { activeControls } from './controls.ts';
import type { Coupled } from './couple.ts';
import { reportFaults } from './fault-results.ts';
import { siteEnergy } from './metrics/site-energy.ts';
import { summarise, withHeadroom } from './metrics/summary.ts';
import { reportPlacement } from './placement-results.ts';
import { findPowerHeadroom, reportHeadroom } from './power-headroom.ts';
import type { Analysis, Finding, Severity } from './result.ts';
import { carryLayout, judge, judgeRest } from './rules/judge.ts';
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

/** An analysis in two parts, so that a window can show the first while the second is worked out. */
export interface AnalysisInParts {
  /**
   * Flows, temperatures, powers, findings and key figures; names what it awaits. Absent where the rest takes no time, because only
   * what a change reached is found again.
   */
  readonly first?: Analysed;
  /** The whole: the first part with short circuits and headrooms. */
  finish(): Analysed;
}

/** @returns a problem only where the scenario does not exist; an unsolvable design is an answer, not a problem. */
export function analyseInParts(document: Document, options: AnalyseOptions = {}): Result<AnalysisInParts> {
  const solved = coupleScenario(document, options);
  if (!solved.ok) return solved;
  const { scenario, coupled } = solved.value;
  const { state, liquid, electrical, builder } = coupled;
  const { previous } = options;
  const carried = previous && builder.scope ? carryLayout(previous.document, document) : { laidOutAlike: false, calledAlike: false };
  reportPlacement(document, builder);
  const islands = [...liquid.report.islands, ...electrical.report.islands];
  const { limits } = liquid.report;
  const reportRest = () => {
    reportFaults(electrical.network, electrical.solution, builder);
    const headroom = findPowerHeadroom(document, state, electrical.solution, previous?.headroom);
    return { headroom, least: reportHeadroom(document, headroom, electrical.solution, builder) };
  };
  const scope = builder.scope && judgedRecords(document, builder.scope);
  const reported = coupled.laterStands ? reportRest() : undefined;
  const results = builder.build();
  const earlier = previous?.reported && {
    ...carried,
    sameWork: previous.document.tables.workload === document.tables.workload,
    findings: previous.reported.findings,
  };
  const judged = judge({ document, state, results, islands, limits, scope }, earlier);
  const summary = summarise({ document, coupled, results, energy: siteEnergy(document, coupled, results) });
  const { id, name, title } = scenario;
  const first: Analysis = {
    revision: options.revision ?? 0,
    scenario: { id, name, title },
    ...(summary ? { summary } : {}),
    results,
    islands,
    limits,
    controls: activeControls(liquid.network, liquid.solution),
    findings: ordered(judged.flat()),
    passes: coupled.passes,
  };
  const finish = (): Analysed => {
    if (!reported) builder.widen();
    const { headroom, least } = reported ?? reportRest();
    const whole = reported ? results : builder.build();
    const findings = judgeRest(judged, { document, state, results: whole, islands, limits, scope: reported && scope }, earlier);
    return {
      analysis: {
        ...first,
        ...(summary ? { summary: withHeadroom(summary, least) } : {}),
        results: whole,
        findings: ordered(findings.flat()),
      },
      coupled: { ...coupled, headroom, reported: { results: whole, limits, findings, whole: true } },
    };
  };
  if (reported) return succeed({ finish });
  return succeed({
    first: {
      analysis: { ...first, awaited: ['headroom', 'faults'] },
      coupled: { ...coupled, reported: { results, limits, findings: judged, whole: false } },
    },
    finish,
  });
}

/** The whole analysis with what the next one starts from. */
export function analyseDetailed(document: Document, options: AnalyseOptions = {}): Result<Analysed> {
  const parts = analyseInParts(document, options);
  return parts.ok ? succeed(parts.value.finish()) : parts;
}

export function analyse(document: Document, options: AnalyseOptions = {}): Result<Analysis> {
  const answer = analyseDetailed(document, options);
  return answer.ok ? succeed(answer.value.analysis) : answer;
}
