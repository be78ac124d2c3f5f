/**
 * The site as one box: what sources deliver at the meter against all heat that leaves. Heat that leaves through
 * water is taken from solved flows and temperatures; every watt of electricity ends as heat somewhere.
 */
import type { Document } from '../../document/document.ts';
import type { Coupled } from '../couple.ts';
import { type EnergyBalance, energyBalance } from '../energy.ts';
import type { ResultTable } from '../result.ts';

export interface SiteEnergy extends EnergyBalance {
  /** Power at the meter, and heat that leaves the site. */
  readonly metered_W: number;
  readonly leaving_W: number;
}

export function siteEnergy(document: Document, coupled: Coupled, results: ResultTable): SiteEnergy {
  const { state, liquid, electrical } = coupled;
  const balance = energyBalance({ document, state, network: liquid.network, solution: liquid.solution, results });
  const outdoors_W = electrical.report.losses.reduce((sum, { space, power_W }) => sum + (space === undefined ? power_W : 0), 0);
  let rejectionPower_W = 0;
  liquid.network.units.forEach((unit, u) => {
    const run = liquid.solution.units[u];
    if (!run || unit.type === 'air-coil') return;
    // What a water-cooled chiller draws goes into its condenser water and the air of its room, both counted there.
    if (unit.type !== 'water-cooled-chiller') rejectionPower_W += run.electrical_W;
    else if (document.tables.equipment.get(unit.owner)?.space === undefined) rejectionPower_W += run.electrical_W - (run.toLiquid_W ?? 0);
  });
  const metered_W = electrical.report.sourcePower_W ?? 0;
  const leaving_W =
    balance.rejected_W + balance.toSurroundings_W + balance.vented_W + outdoors_W + rejectionPower_W + electrical.report.stored_W;
  const atMeter = metered_W > 0 ? Math.abs(metered_W - leaving_W) / metered_W : 0;
  return { ...balance, imbalance: Math.max(balance.imbalance, atMeter), metered_W, leaving_W };
}
