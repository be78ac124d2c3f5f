/** Power equipment and cables of the catalogue. */

import ats1600 from '../items/ats/ats-1600.json' with { type: 'json' };
import ats4000 from '../items/ats/ats-4000.json' with { type: 'json' };
import bess5mw from '../items/bess/bess-5mw.json' with { type: 'json' };
import bess2500kw from '../items/bess/bess-2500kw.json' with { type: 'json' };
import starlineT5400 from '../items/busway/starline-t5-400.json' with { type: 'json' };
import starlineT5800 from '../items/busway/starline-t5-800.json' with { type: 'json' };
import starlineT51250 from '../items/busway/starline-t5-1250.json' with { type: 'json' };
import hvCable132kv630 from '../items/cable/hv-cable-132kv-630.json' with { type: 'json' };
import lvCable16 from '../items/cable/lv-cable-16.json' with { type: 'json' };
import lvCable70 from '../items/cable/lv-cable-70.json' with { type: 'json' };
import lvCable240 from '../items/cable/lv-cable-240.json' with { type: 'json' };
import mvCable20kv240 from '../items/cable/mv-cable-20kv-240.json' with { type: 'json' };
import capacitor400kvar from '../items/capacitor-bank/capacitor-400kvar.json' with { type: 'json' };
import dcBoard800v3200 from '../items/dc-board/dc-board-800v-3200.json' with { type: 'json' };
import dcBusway800v800 from '../items/dc-busway/dc-busway-800v-800.json' with { type: 'json' };
import dcBusway800v1250 from '../items/dc-busway/dc-busway-800v-1250.json' with { type: 'json' };
import dcConverter800v54v110kw from '../items/dc-converter/dc-converter-800v-54v-110kw.json' with { type: 'json' };
import genset3mw from '../items/generator/genset-3mw.json' with { type: 'json' };
import genset1500kw from '../items/generator/genset-1500kw.json' with { type: 'json' };
import genset2000kw from '../items/generator/genset-2000kw.json' with { type: 'json' };
import powerShelf33kw from '../items/power-shelf/power-shelf-33kw.json' with { type: 'json' };
import powerShelf110kw from '../items/power-shelf/power-shelf-110kw.json' with { type: 'json' };
import rectifier800v500kw from '../items/rectifier/rectifier-800v-500kw.json' with { type: 'json' };
import rectifier800v1000kw from '../items/rectifier/rectifier-800v-1000kw.json' with { type: 'json' };
import rpp250 from '../items/rpp/rpp-250.json' with { type: 'json' };
import rpp500kw from '../items/rpp/rpp-500kw.json' with { type: 'json' };
import sts400 from '../items/sts/sts-400.json' with { type: 'json' };
import sts1600 from '../items/sts/sts-1600.json' with { type: 'json' };
import lvBoard1600 from '../items/switchboard/lv-board-1600.json' with { type: 'json' };
import lvBoard4000 from '../items/switchboard/lv-board-4000.json' with { type: 'json' };
import lvBoard5000 from '../items/switchboard/lv-board-5000.json' with { type: 'json' };
import hvSwitchgear132kv from '../items/switchgear/hv-switchgear-132kv.json' with { type: 'json' };
import mvSwitchgear20kv from '../items/switchgear/mv-switchgear-20kv.json' with { type: 'json' };
import transformer20kv1000 from '../items/transformer/transformer-20kv-1000.json' with { type: 'json' };
import transformer20kv1250 from '../items/transformer/transformer-20kv-1250.json' with { type: 'json' };
import transformer20kv1600 from '../items/transformer/transformer-20kv-1600.json' with { type: 'json' };
import transformer20kv2000 from '../items/transformer/transformer-20kv-2000.json' with { type: 'json' };
import transformer20kv2500 from '../items/transformer/transformer-20kv-2500.json' with { type: 'json' };
import transformer20kv3150 from '../items/transformer/transformer-20kv-3150.json' with { type: 'json' };
import transformer132kv63mva from '../items/transformer/transformer-132kv-63mva.json' with { type: 'json' };
import galaxyVxl1250 from '../items/ups/galaxy-vxl-1250.json' with { type: 'json' };
import galaxyVxl2500 from '../items/ups/galaxy-vxl-2500.json' with { type: 'json' };
import ups500 from '../items/ups/ups-500.json' with { type: 'json' };
import utility20kv2mw from '../items/utility/utility-20kv-2mw.json' with { type: 'json' };
import utility20kv12mw from '../items/utility/utility-20kv-12mw.json' with { type: 'json' };
import utility132kv from '../items/utility/utility-132kv.json' with { type: 'json' };
import whip32aSingle from '../items/whip/whip-32a-single.json' with { type: 'json' };
import whip60aX1 from '../items/whip/whip-60a-x1.json' with { type: 'json' };
import whip60aX2 from '../items/whip/whip-60a-x2.json' with { type: 'json' };
import whip60aX4 from '../items/whip/whip-60a-x4.json' with { type: 'json' };
import whip100aX2 from '../items/whip/whip-100a-x2.json' with { type: 'json' };

export const electricalItems: readonly unknown[] = [
  utility20kv2mw,
  utility20kv12mw,
  utility132kv,
  genset3mw,
  genset1500kw,
  genset2000kw,
  hvSwitchgear132kv,
  mvSwitchgear20kv,
  transformer20kv1000,
  transformer20kv1250,
  transformer20kv1600,
  transformer20kv2000,
  transformer20kv2500,
  transformer20kv3150,
  transformer132kv63mva,
  lvBoard1600,
  lvBoard4000,
  lvBoard5000,
  galaxyVxl1250,
  galaxyVxl2500,
  ups500,
  starlineT5400,
  starlineT5800,
  starlineT51250,
  rpp250,
  rpp500kw,
  powerShelf33kw,
  powerShelf110kw,
  lvCable16,
  lvCable70,
  lvCable240,
  mvCable20kv240,
  hvCable132kv630,
  whip32aSingle,
  whip60aX1,
  whip60aX2,
  whip60aX4,
  whip100aX2,
  bess2500kw,
  bess5mw,
  ats1600,
  ats4000,
  sts1600,
  sts400,
  rectifier800v1000kw,
  rectifier800v500kw,
  dcConverter800v54v110kw,
  dcBoard800v3200,
  dcBusway800v1250,
  dcBusway800v800,
  capacitor400kvar,
];
