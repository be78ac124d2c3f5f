/** The kinds. The list is the plug-in system: a new kind is one folder and one line here. */
import type { AnyKind } from '../kind.ts';
import { adiabaticCooler } from './adiabatic-cooler/definition.ts';
import { ats } from './ats/definition.ts';
import { bess } from './bess/definition.ts';
import { bufferTank } from './buffer-tank/definition.ts';
import { busway } from './busway/definition.ts';
import { cable } from './cable/definition.ts';
import { capacitorBank } from './capacitor-bank/definition.ts';
import { cdu } from './cdu/definition.ts';
import { chiller } from './chiller/definition.ts';
import { coolingTower } from './cooling-tower/definition.ts';
import { dcBoard } from './dc-board/definition.ts';
import { dcBusway } from './dc-busway/definition.ts';
import { dcConverter } from './dc-converter/definition.ts';
import { dryCooler } from './dry-cooler/definition.ts';
import { expansionVessel } from './expansion-vessel/definition.ts';
import { fanWall } from './fan-wall/definition.ts';
import { generator } from './generator/definition.ts';
import { header } from './header/definition.ts';
import { inRowCooler } from './in-row-cooler/definition.ts';
import { pipe } from './pipe/definition.ts';
import { powerShelf } from './power-shelf/definition.ts';
import { pump } from './pump/definition.ts';
import { rack } from './rack/definition.ts';
import { rearDoor } from './rear-door/definition.ts';
import { rectifier } from './rectifier/definition.ts';
import { rpp } from './rpp/definition.ts';
import { strainer } from './strainer/definition.ts';
import { sts } from './sts/definition.ts';
import { switchboard } from './switchboard/definition.ts';
import { switchgear } from './switchgear/definition.ts';
import { transformer } from './transformer/definition.ts';
import { ups } from './ups/definition.ts';
import { utility } from './utility/definition.ts';
import { valve } from './valve/definition.ts';
import { waterCooledChiller } from './water-cooled-chiller/definition.ts';
import { whip } from './whip/definition.ts';

export const kinds: readonly AnyKind[] = [
  rack,
  cdu,
  chiller,
  waterCooledChiller,
  dryCooler,
  adiabaticCooler,
  coolingTower,
  fanWall,
  inRowCooler,
  rearDoor,
  pump,
  expansionVessel,
  valve,
  strainer,
  bufferTank,
  header,
  pipe,
  utility,
  generator,
  switchgear,
  transformer,
  switchboard,
  ups,
  busway,
  rpp,
  powerShelf,
  bess,
  ats,
  sts,
  rectifier,
  dcConverter,
  dcBoard,
  dcBusway,
  capacitorBank,
  cable,
  whip,
];

const byName = new Map(kinds.map((kind) => [kind.kind, kind]));

export const kindNamed = (name: string): AnyKind | undefined => byName.get(name);
