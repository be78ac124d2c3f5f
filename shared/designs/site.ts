/** The site record and the scenarios of a design with one block. */
import type { Document } from '../document/document.ts';
import type { Site } from '../document/records.ts';
import { type Result, succeed } from '../problem.ts';
import { buildBlock } from './block.ts';
import type { Block, BlockSpec } from './block-spec.ts';
import { FacilityBuilder } from './builder.ts';
import { buildScenarios } from './scenarios.ts';
import { buildWorkloads, gridEvents } from './workloads.ts';

export interface SiteSpec {
  readonly name: string;
  readonly projectNumber: string;
  readonly location: string;
  readonly altitude_m: number;
  readonly utilityLimit_W: number;
  readonly ambient_K: number;
  readonly hotDay_K: number;
}

export const siteFields = (spec: SiteSpec): Omit<Site, 'id' | 'type' | 'defaultScenario'> => ({
  name: spec.name,
  projectNumber: spec.projectNumber,
  author: 'Headroom reference designs',
  revision: 'A',
  date: '2026-11-20',
  status: 'not-for-construction',
  location: spec.location,
  altitude_m: spec.altitude_m,
  utilityLimit_W: spec.utilityLimit_W,
  gridEvents,
});

export function finishSite(b: FacilityBuilder, spec: SiteSpec, block: Block): Document {
  const design = buildScenarios(b, {
    designAmbient_K: spec.ambient_K,
    hotAmbient_K: spec.hotDay_K,
    cdu: block.pods[0]?.cdus[0]?.id ?? '',
    heatRejection: block.fws.coolers[0]?.id ?? '',
    trainA: [block.utilities.A, ...block.generators.A].flatMap((equipment) => (equipment ? [equipment.id] : [])),
  });
  buildWorkloads(b, [block]);
  b.site({ ...siteFields(spec), defaultScenario: design.id });
  return b.document();
}

/** A design that is one block on a site of its own. */
export function siteOfBlock(block: BlockSpec, site: SiteSpec): Result<Document> {
  const b = new FacilityBuilder();
  return succeed(finishSite(b, site, buildBlock(b, block)));
}
