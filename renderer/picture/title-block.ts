/** What a picture says about itself: design, scenario, revision and status, as in the title block of a drawing. */
import type { Analysis } from '../../shared/analysis/result.ts';
import { type Document, siteOf } from '../../shared/document/document.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import { statusTitles } from '../../shared/document/site-status.ts';
import type { UnitSystem } from '../../shared/units/convert.ts';
import { describeQuantity } from '../../shared/units/format.ts';

export interface TitleBlock {
  readonly name: string;
  /** Project and place; parts that are not filled in are left out. */
  readonly project: string;
  readonly scenario: string;
  readonly conditions: string;
  readonly status: string;
  /** Whether the status lets something be built after it. */
  readonly isFinal: boolean;
  readonly revision: string;
}

const joined = (...parts: readonly string[]): string => parts.filter((part) => part.trim() !== '').join(' · ');

/**
 * @param analysis what the picture's figures come from; null before the first
 * @param stale the design has been changed since
 * @param failed what is out of service besides what the scenario says
 */
export function titleBlock(
  document: Document,
  analysis: Analysis | null,
  stale: boolean,
  failed: readonly RecordId[],
  system: UnitSystem,
): TitleBlock {
  const site = siteOf(document);
  const scenario = analysis?.scenario;
  const lost = new Set([...(document.tables.scenario.get(scenario?.id ?? '')?.failed ?? []), ...failed]).size;
  const outdoors_K = analysis?.summary?.ambientDryBulb_K;
  return {
    name: site.name,
    project: joined(site.projectNumber, site.location),
    scenario: scenario?.title ?? 'Not solved',
    conditions: scenario
      ? joined(
          outdoors_K === undefined ? '' : `Outdoors ${describeQuantity(outdoors_K, 'temperature', { system })}`,
          lost === 0 ? '' : `${lost} out of service`,
          stale ? 'results out of date' : '',
        )
      : '',
    status: statusTitles[site.status],
    isFinal: site.status === 'for-construction',
    revision: joined(site.revision === '' ? '' : `Revision ${site.revision}`, site.date, site.author),
  };
}
