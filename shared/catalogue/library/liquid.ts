/** Cooling equipment of the catalogue. */

import adiabaticCooler1500 from '../items/adiabatic-cooler/adiabatic-cooler-1500.json' with { type: 'json' };
import bufferTank5m3 from '../items/buffer-tank/buffer-tank-5m3.json' with { type: 'json' };
import bufferTank20m3 from '../items/buffer-tank/buffer-tank-20m3.json' with { type: 'json' };
import coolitChx2000 from '../items/cdu/coolit-chx2000.json' with { type: 'json' };
import deschutes2mw from '../items/cdu/deschutes-2mw.json' with { type: 'json' };
import motivairMcdu50 from '../items/cdu/motivair-mcdu-50.json' with { type: 'json' };
import vertivCoolchip121 from '../items/cdu/vertiv-coolchip-121.json' with { type: 'json' };
import vertivXdu13502p from '../items/cdu/vertiv-xdu1350-2p.json' with { type: 'json' };
import vertivXdu13503p from '../items/cdu/vertiv-xdu1350-3p.json' with { type: 'json' };
import chilledWaterChiller1000 from '../items/chiller/chilled-water-chiller-1000.json' with { type: 'json' };
import uniflairXraf4242a from '../items/chiller/uniflair-xraf4242a.json' with { type: 'json' };
import coolingTower2000 from '../items/cooling-tower/cooling-tower-2000.json' with { type: 'json' };
import coolingTower4000 from '../items/cooling-tower/cooling-tower-4000.json' with { type: 'json' };
import dryCooler1500 from '../items/dry-cooler/dry-cooler-1500.json' with { type: 'json' };
import dryCooler2000 from '../items/dry-cooler/dry-cooler-2000.json' with { type: 'json' };
import vessel100l from '../items/expansion-vessel/vessel-100l.json' with { type: 'json' };
import vessel500l from '../items/expansion-vessel/vessel-500l.json' with { type: 'json' };
import vessel2000l from '../items/expansion-vessel/vessel-2000l.json' with { type: 'json' };
import vertivFa069hc from '../items/fan-wall/vertiv-fa069hc.json' with { type: 'json' };
import vertivFa096hc from '../items/fan-wall/vertiv-fa096hc.json' with { type: 'json' };
import vertivPw170 from '../items/fan-wall/vertiv-pw170.json' with { type: 'json' };
import headerDn50 from '../items/header/header-dn50.json' with { type: 'json' };
import headerDn65 from '../items/header/header-dn65.json' with { type: 'json' };
import headerDn80 from '../items/header/header-dn80.json' with { type: 'json' };
import headerDn100 from '../items/header/header-dn100.json' with { type: 'json' };
import headerDn125 from '../items/header/header-dn125.json' with { type: 'json' };
import headerDn150 from '../items/header/header-dn150.json' with { type: 'json' };
import headerDn200 from '../items/header/header-dn200.json' with { type: 'json' };
import headerDn250 from '../items/header/header-dn250.json' with { type: 'json' };
import headerDn300 from '../items/header/header-dn300.json' with { type: 'json' };
import headerDn350 from '../items/header/header-dn350.json' with { type: 'json' };
import headerDn400 from '../items/header/header-dn400.json' with { type: 'json' };
import vertivCrv040 from '../items/in-row-cooler/vertiv-crv040.json' with { type: 'json' };
import pumpChw from '../items/pump/pump-chw.json' with { type: 'json' };
import pumpFws from '../items/pump/pump-fws.json' with { type: 'json' };
import pumpFwsSmall from '../items/pump/pump-fws-small.json' with { type: 'json' };
import motivairChilleddoor from '../items/rear-door/motivair-chilleddoor.json' with { type: 'json' };
import rearDoorPassive40 from '../items/rear-door/rear-door-passive-40.json' with { type: 'json' };
import strainerDn100 from '../items/strainer/strainer-dn100.json' with { type: 'json' };
import strainerDn150 from '../items/strainer/strainer-dn150.json' with { type: 'json' };
import strainerDn200 from '../items/strainer/strainer-dn200.json' with { type: 'json' };
import strainerDn250 from '../items/strainer/strainer-dn250.json' with { type: 'json' };
import balancingDn50 from '../items/valve/balancing-dn50.json' with { type: 'json' };
import balancingDn80 from '../items/valve/balancing-dn80.json' with { type: 'json' };
import balancingDn100 from '../items/valve/balancing-dn100.json' with { type: 'json' };
import balancingDn125 from '../items/valve/balancing-dn125.json' with { type: 'json' };
import balancingDn150 from '../items/valve/balancing-dn150.json' with { type: 'json' };
import balancingDn200 from '../items/valve/balancing-dn200.json' with { type: 'json' };
import balancingDn250 from '../items/valve/balancing-dn250.json' with { type: 'json' };
import checkDn100 from '../items/valve/check-dn100.json' with { type: 'json' };
import checkDn150 from '../items/valve/check-dn150.json' with { type: 'json' };
import checkDn200 from '../items/valve/check-dn200.json' with { type: 'json' };
import checkDn250 from '../items/valve/check-dn250.json' with { type: 'json' };
import isolationDn50 from '../items/valve/isolation-dn50.json' with { type: 'json' };
import isolationDn80 from '../items/valve/isolation-dn80.json' with { type: 'json' };
import isolationDn100 from '../items/valve/isolation-dn100.json' with { type: 'json' };
import isolationDn125 from '../items/valve/isolation-dn125.json' with { type: 'json' };
import isolationDn150 from '../items/valve/isolation-dn150.json' with { type: 'json' };
import isolationDn200 from '../items/valve/isolation-dn200.json' with { type: 'json' };
import isolationDn250 from '../items/valve/isolation-dn250.json' with { type: 'json' };
import isolationDn300 from '../items/valve/isolation-dn300.json' with { type: 'json' };
import pressureIndependentDn50 from '../items/valve/pressure-independent-dn50.json' with { type: 'json' };
import pressureIndependentDn80 from '../items/valve/pressure-independent-dn80.json' with { type: 'json' };
import pressureIndependentDn100 from '../items/valve/pressure-independent-dn100.json' with { type: 'json' };
import pressureIndependentDn150 from '../items/valve/pressure-independent-dn150.json' with { type: 'json' };
import quickDisconnectDn25 from '../items/valve/quick-disconnect-dn25.json' with { type: 'json' };
import quickDisconnectDn50 from '../items/valve/quick-disconnect-dn50.json' with { type: 'json' };
import twoWayDn100 from '../items/valve/two-way-dn100.json' with { type: 'json' };
import centrifugal2000 from '../items/water-cooled-chiller/centrifugal-2000.json' with { type: 'json' };
import traneCvhf1758 from '../items/water-cooled-chiller/trane-cvhf-1758.json' with { type: 'json' };

export const liquidItems: readonly unknown[] = [
  coolitChx2000,
  deschutes2mw,
  motivairMcdu50,
  vertivCoolchip121,
  vertivXdu13502p,
  vertivXdu13503p,
  chilledWaterChiller1000,
  uniflairXraf4242a,
  dryCooler1500,
  dryCooler2000,
  vertivFa069hc,
  vertivFa096hc,
  vertivPw170,
  pumpChw,
  pumpFwsSmall,
  pumpFws,
  vessel100l,
  vessel500l,
  vessel2000l,
  balancingDn50,
  balancingDn80,
  balancingDn100,
  balancingDn125,
  balancingDn150,
  balancingDn200,
  balancingDn250,
  checkDn100,
  checkDn150,
  checkDn200,
  checkDn250,
  isolationDn50,
  isolationDn80,
  isolationDn100,
  isolationDn125,
  isolationDn150,
  isolationDn200,
  isolationDn250,
  isolationDn300,
  quickDisconnectDn25,
  quickDisconnectDn50,
  twoWayDn100,
  headerDn50,
  headerDn65,
  headerDn80,
  headerDn100,
  headerDn125,
  headerDn150,
  headerDn200,
  headerDn250,
  headerDn300,
  headerDn350,
  headerDn400,
  bufferTank20m3,
  bufferTank5m3,
  strainerDn100,
  strainerDn150,
  strainerDn200,
  strainerDn250,
  pressureIndependentDn100,
  pressureIndependentDn150,
  pressureIndependentDn50,
  pressureIndependentDn80,
  adiabaticCooler1500,
  coolingTower2000,
  coolingTower4000,
  vertivCrv040,
  motivairChilleddoor,
  rearDoorPassive40,
  centrifugal2000,
  traneCvhf1758,
];
