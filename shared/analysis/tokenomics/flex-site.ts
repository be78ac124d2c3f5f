/** The drawn site as a grid event meets it: its work by class, how site watts follow IT watts, storage and generators. */
import { siteAssumed } from '../../catalogue/assumptions/site.ts';
import type { Document } from '../../document/document.ts';
import { siteOf } from '../../document/document.ts';
import type { EquipmentId } from '../../document/ids.ts';
import { fail, type Result, succeed } from '../../problem.ts';
import type { Coupled } from '../couple.ts';
import { quantityOf } from '../result.ts';
import type { ScenarioOptions } from '../scenario-state.ts';
import { type SolvedPlant, solvePlant } from '../solve-plant.ts';
import { priceOf, type WorkClass, workClasses } from './curtail.ts';
import type { Battery } from './flex.ts';
import { ownDraw, siteWork } from './rack-work.ts';
import { ratedSum } from './uptime.ts';

/** Coolant at the racks, K: a steady state, without the inertia of water and steel. */
export interface Coolant {
  readonly warmestSupply_K: number;
  readonly warmestReturn_K: number;
}

export interface FlexSite {
  /** Metered power with all work uncapped. */
  readonly base_W: number;
  /** IT power of the classes then. */
  readonly work_W: number;
  readonly classes: readonly WorkClass[];
  /** Site watts per IT watt, between full and least power of the solved plant. */
  readonly siteFactor: number;
  readonly battery: Battery;
  readonly generators_W: number;
  readonly generatorStart_s: number;
  /** Fastest the work comes down, and fastest the grid lets the site come back, at the meter. */
  readonly down_W_s: number;
  readonly up_W_s: number;
  /** What recharging must stay below. */
  readonly ceiling_W: number;
  readonly coolant: Coolant;
  /** The plant at other rack powers. */
  solveAt(x: readonly number[]): Result<SolvedPlant>;
  /** Worth of a token of each class, USD per million. */
  readonly prices_USD_Mtok: readonly number[];
}

export function coolantOf(document: Document, { results }: SolvedPlant): Coolant {
  let [warmestSupply_K, warmestReturn_K] = [0, 0];
  for (const { rack } of siteWork(document).racks) {
    warmestSupply_K = Math.max(warmestSupply_K, quantityOf(results, rack.equipment.id, 'supplyTemperature') ?? 0);
    warmestReturn_K = Math.max(warmestReturn_K, quantityOf(results, rack.equipment.id, 'returnTemperature') ?? 0);
  }
  return { warmestSupply_K, warmestReturn_K };
}

/** Drawn storage, or what the site states where none is drawn. */
function batteryOf(document: Document): Battery {
  const site = siteOf(document);
  const drawn_J = ratedSum(document, 'bess', 'energy_J');
  const leg = Math.sqrt(siteAssumed(site, 'roundTrip').value);
  return {
    energy_J: drawn_J > 0 ? drawn_J : siteAssumed(site, 'battery_J').value,
    power_W: drawn_J > 0 ? ratedSum(document, 'bess', 'rating_W') : siteAssumed(site, 'battery_W').value,
    leastCharge: 1 - siteAssumed(site, 'depth').value,
    mostCharge: 1,
    chargeEfficiency: leg,
    dischargeEfficiency: leg,
  };
}

export function flexSite(document: Document, options: ScenarioOptions = {}): Result<FlexSite> {
  const { racks, problems } = siteWork(document);
  const works = racks.flatMap(({ work }) => work);
  const classes = workClasses(works);
  if (classes.length === 0)
    return fail(
      { code: 'no-workload', message: 'no work with known power is placed on the racks, so nothing can be curtailed' },
      ...problems,
    );
  const own = ownDraw(document);
  const solveAt = (x: readonly number[], previous?: Coupled): Result<SolvedPlant> => {
    const rackPower_W = new Map<EquipmentId, number>(own);
    classes.forEach((one, i) => {
      for (const { rack, saturation_W } of one.works) {
        const id = rack.equipment.id;
        rackPower_W.set(id, (rackPower_W.get(id) ?? 0) - saturation_W * (1 - (x[i] ?? 1)));
      }
    });
    return solvePlant(document, { ...options, rackPower_W, ...(previous ? { previous } : {}) });
  };
  const full = solveAt(classes.map(() => 1));
  if (!full.ok) return full;
  const low = solveAt(
    classes.map((one) => one.works[0]?.model.least ?? 1),
    full.value.coupled,
  );
  if (!low.ok) return low;
  if (!full.value.meter || !low.value.meter)
    return fail({ code: 'not-solved', message: 'the plant has no solution at the draw of its work, so an event cannot be followed' });
  const work_W = classes.reduce((sum, one) => sum + one.saturation_W, 0);
  const less = full.value.meter.itPower_W - low.value.meter.itPower_W;
  const siteFactor = less > 0 ? (full.value.meter.facilityPower_W - low.value.meter.facilityPower_W) / less : 1;
  const site = siteOf(document);
  const accelerators = works.reduce((sum, work) => sum + work.accelerators, 0);
  return succeed({
    base_W: full.value.meter.facilityPower_W,
    work_W,
    classes,
    siteFactor,
    battery: batteryOf(document),
    generators_W: ratedSum(document, 'generator', 'rating_W') * siteAssumed(site, 'generatorUse').value,
    generatorStart_s: siteAssumed(site, 'generatorStart_s').value,
    down_W_s: siteAssumed(site, 'rampDown_W_s').value * accelerators * siteFactor,
    up_W_s: siteAssumed(site, 'ramp_W_s').value,
    ceiling_W: site.utilityLimit_W ?? full.value.meter.facilityPower_W,
    coolant: coolantOf(document, full.value),
    solveAt: (x) => solveAt(x, full.value.coupled),
    prices_USD_Mtok: classes.map(priceOf),
  });
}
