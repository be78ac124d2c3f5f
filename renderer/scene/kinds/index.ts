/** How each kind looks. A kind without an entry, or with unusable values, is a plain box with its outline. */
import type { BufferGeometry } from 'three';
import type { AnyParameters, ParameterSpec, Port } from '../../../shared/catalogue/kind.ts';
import { envelopeOf } from '../../../shared/catalogue/placement.ts';
import { kindOf, parametersOf } from '../../../shared/catalogue/resolve.ts';
import { portsOf } from '../../../shared/catalogue/route.ts';
import type { Document } from '../../../shared/document/document.ts';
import type { Equipment } from '../../../shared/document/records.ts';
import { GeometryBuilder, paint, paints, pattern } from '../geometry-builder.ts';
import { drawInRowCooler, drawRearDoor } from './close-coupled.ts';
import { drawCdu, drawChiller, drawDryCooler, drawFanWall } from './cooling.ts';
import { drawAdiabaticCooler, drawCoolingTower, drawWaterChiller } from './evaporative.ts';
import { drawBufferTank, drawHeader, drawPump, drawStrainer, drawValve, drawVessel } from './piping.ts';
import { drawBusway, drawCabinet, drawGenerator, drawPowerShelf, drawTransformer, drawUtility } from './power.ts';
import { drawBess, drawCapacitorBank, drawRectifier, drawTransferSwitch } from './power-conversion.ts';
import { drawRack } from './rack.ts';

type Draw = (builder: GeometryBuilder, parameters: AnyParameters, ports: readonly Port[]) => void;

const drawings: Readonly<Record<string, Draw>> = {
  rack: drawRack,
  cdu: drawCdu,
  chiller: drawChiller,
  'dry-cooler': drawDryCooler,
  'fan-wall': drawFanWall,
  'adiabatic-cooler': drawAdiabaticCooler,
  'cooling-tower': drawCoolingTower,
  'water-cooled-chiller': drawWaterChiller,
  'rear-door': drawRearDoor,
  'in-row-cooler': drawInRowCooler,
  'buffer-tank': drawBufferTank,
  strainer: drawStrainer,
  pump: drawPump,
  'expansion-vessel': drawVessel,
  valve: drawValve,
  header: drawHeader,
  utility: drawUtility,
  generator: drawGenerator,
  transformer: drawTransformer,
  switchgear: (builder, p, ports) => drawCabinet(builder, p, ports, 'switchgear'),
  switchboard: (builder, p, ports) => drawCabinet(builder, p, ports, 'switchboard'),
  ups: (builder, p, ports) => drawCabinet(builder, p, ports, 'ups'),
  rpp: (builder, p, ports) => drawCabinet(builder, p, ports, 'rpp'),
  'power-shelf': drawPowerShelf,
  busway: drawBusway,
  'dc-busway': drawBusway,
  'dc-board': (builder, p, ports) => drawCabinet(builder, p, ports, 'switchboard'),
  ats: drawTransferSwitch,
  sts: drawTransferSwitch,
  rectifier: drawRectifier,
  'dc-converter': drawPowerShelf,
  'capacitor-bank': drawCapacitorBank,
  bess: drawBess,
};

const missing = paint('#c08a8a', 0.2, pattern.louvres);
/** Size of the stand-in for equipment whose dimensions are not known. */
const unknown_m = 1;

/** Text that two records share exactly when they look the same. */
const keys = new WeakMap<object, string>();

export function geometryKey(document: Document, equipment: Equipment): string {
  const kind = kindOf(document, equipment);
  const parameters = parametersOf(document, equipment);
  if (!kind || !parameters.ok) return 'unknown';
  let key = keys.get(parameters.value);
  if (key === undefined) {
    const values = parameters.value as Readonly<Record<string, unknown>>;
    const shape = Object.entries(kind.parameters as Readonly<Record<string, ParameterSpec>>)
      .filter(
        ([name, spec]) => spec.acts.includes('layout') || name === 'feeds' || name === 'circuits' || name === 'ways' || name === 'incomers',
      )
      .map(([name]) => `${name}=${String(values[name])}`);
    if (kind.kind === 'rack') shape.push(Number(values.liquidShare) > 0.5 ? 'liquid' : Number(values.liquidShare) > 0 ? 'mixed' : 'air');
    key = `${kind.kind}|${shape.join('|')}`;
    keys.set(parameters.value, key);
  }
  return key;
}

/** The geometry of a record in its own frame: front towards −y, z up, origin on the floor. */
export function geometryOf(document: Document, equipment: Equipment): BufferGeometry {
  const kind = kindOf(document, equipment);
  const parameters = parametersOf(document, equipment);
  const builder = new GeometryBuilder();
  const draw = kind && drawings[kind.kind];
  if (draw && parameters.ok) draw(builder, parameters.value, portsOf(document, equipment));
  else {
    const envelope = envelopeOf(document, equipment);
    builder.box(
      [0, 0, 0],
      envelope ? [envelope.width_m, envelope.depth_m, envelope.height_m] : [unknown_m, unknown_m, unknown_m],
      kind ? paints.body : missing,
    );
  }
  return builder.build();
}
