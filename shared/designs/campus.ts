/**
 * A campus of 10 MW halls: as many blocks as the utility connection feeds, each with two 20 kV feeds from
 * substations that 132 kV intakes supply.
 */
import type { Equipment } from '../document/records.ts';
import { fail, succeed } from '../problem.ts';
import { blockLayout, buildBlock } from './block.ts';
import { type Block, blockDemand_W } from './block-spec.ts';
import { FacilityBuilder } from './builder.ts';
import { defineDesign } from './design.ts';
import type { Train } from './distribution.ts';
import { hallBlock, hallParameters } from './gb300-10mw.ts';
import { buildScenarios } from './scenarios.ts';
import { siteFields } from './site.ts';
import { buildIntake, buildSubstation, type Substation, substationDepth_m, substationsPerIntake } from './substation.ts';
import { feedSwitchgear } from './train.ts';
import { buildWorkloads } from './workloads.ts';

/** Blocks whose demand one 63 MVA transformer carries alone. */
function blocksPerSubstation(b: FacilityBuilder, demand_W: number): number {
  const { rating_VA } = b.parameters('transformer-132kv-63mva');
  return Math.max(1, Math.floor((rating_VA * 0.95 * 0.96) / demand_W));
}

/** Losses of cables and transformers between the intakes and the halls. */
const highVoltageLosses = 0.006;
/** Strip between columns of halls for the feeders, and gap between halls in a column. */
const corridor_m = 14;
const gap_m = 8;
const columnsPerRow = 7;

export const campus = defineDesign({
  name: 'campus',
  title: 'Campus of GB300 halls, 20 MW to 1 GW',
  description:
    'Halls like gb300-10mw in groups of six behind 132/20 kV substations, as many as the utility power feeds on the design day: about 5,500 racks at 1 GW. The high-voltage side is an estimate of this project.',
  parameters: [
    {
      name: 'power',
      title: 'Utility power',
      quantity: 'power',
      default: 20e6,
      min: 20e6,
      max: 1e9,
      help: 'What the utility delivers at 132 kV; the number of halls follows from it.',
    },
    ...hallParameters,
  ],
  generate(choices) {
    const b = new FacilityBuilder();
    const ambient_K = choices.number('ambient');
    const power_W = choices.number('power');
    const spec = (number: number, origin_m: readonly [number, number]) =>
      hallBlock(b, choices, { number, prefix: `H${number}-`, origin_m, pods: 3 });
    const demand_W = blockDemand_W(b, spec(1, [0, 0]), ambient_K);
    const count = Math.floor((power_W * (1 - highVoltageLosses)) / demand_W);
    if (count < 1)
      return fail({ code: 'bad-parameter', field: 'power', message: `one hall needs ${Math.ceil(demand_W / 1e6)} MW at this ambient` });

    const perGroup = blocksPerSubstation(b, demand_W);
    const { bounds } = blockLayout(b, spec(1, [0, 0]));
    const width = bounds.east - bounds.west + corridor_m;
    const pitch = bounds.north - bounds.south + gap_m;
    const columnHeight = perGroup * pitch + substationDepth_m + 110;
    const groups = { A: b.group('train', 'Train A'), B: b.group('train', 'Train B') };
    const blocks: Block[] = [];
    const substations: Substation[] = [];
    for (let first = 0; first < count; first += perGroup) {
      const index = substations.length;
      const west = (index % columnsPerRow) * width;
      const south = Math.floor(index / columnsPerRow) * columnHeight;
      const inGroup = Math.min(perGroup, count - first);
      const substation = buildSubstation(
        b,
        { number: index + 1, west_m: west + corridor_m, south_m: south, blocks: inGroup, blockPower_W: demand_W },
        groups,
      );
      substations.push(substation);
      for (let i = 0; i < inGroup; i++) {
        const origin = [west + corridor_m - bounds.west, south + substationDepth_m + i * pitch - bounds.south] as const;
        const block = buildBlock(b, spec(first + i + 1, origin));
        blocks.push(block);
        for (const train of ['A', 'B'] as const) feedBlock(b, block, substation, train, i, west + corridor_m - 3);
      }
    }
    const utilities = { A: [] as Equipment[], B: [] as Equipment[] };
    const perIntake = Math.min(columnsPerRow, substationsPerIntake(b, perGroup * demand_W));
    const rows = Math.ceil(substations.length / columnsPerRow);
    let number = 0;
    for (let row = 0; row < rows; row++) {
      const inRow = substations.slice(row * columnsPerRow, (row + 1) * columnsPerRow);
      for (let first = 0; first < inRow.length; first += perIntake) {
        const served = inRow.slice(first, first + perIntake);
        const middle = served.reduce((sum, { spec: at }) => sum + at.west_m + 30, 0) / served.length;
        number += 1;
        const intake = buildIntake(b, { number, middle_m: middle, north_m: row * columnHeight - 12, substations: served, groups });
        utilities.A.push(...intake.utilities.A);
        utilities.B.push(...intake.utilities.B);
      }
    }

    const design = buildScenarios(b, {
      designAmbient_K: ambient_K,
      hotAmbient_K: choices.number('hotDay'),
      cdu: blocks[0]?.pods[0]?.cdus[0]?.id ?? '',
      heatRejection: blocks[0]?.fws.coolers[0]?.id ?? '',
      trainA: [...utilities.A, ...blocks.flatMap((block) => block.generators.A)].map(({ id }) => id),
    });
    buildWorkloads(b, blocks);
    b.site({
      ...siteFields({
        name: `GB300 campus, ${Math.round(power_W / 1e6)} MW`,
        projectNumber: 'HR-0004',
        location: 'Paris, France',
        altitude_m: 35,
        utilityLimit_W: power_W,
        ambient_K,
        hotDay_K: choices.number('hotDay'),
      }),
      defaultScenario: design.id,
    });
    return succeed(b.document());
  },
});

function feedBlock(b: FacilityBuilder, block: Block, substation: Substation, train: Train, way: number, corridor: number): void {
  const height = (train === 'A' ? 5 : 5.6) + 0.1 * way;
  const lane = corridor - (train === 'A' ? 0 : 3) - 0.4 * way;
  feedSwitchgear(
    b,
    [substation.boards[train], `out-${way + 1}`],
    block.switchgear[train],
    block.mv[train],
    [
      ['z', height],
      ['x', lane],
      ['y', 'to'],
      ['x', 'to'],
    ],
    1,
  );
}
