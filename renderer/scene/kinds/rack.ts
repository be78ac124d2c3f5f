/** A rack: frame with perforated door or tray front, manifolds at the rear, hoses and inlets on top. */
import type { ParametersOf, Port } from '../../../shared/catalogue/kind.ts';
import type { rackParameters } from '../../../shared/catalogue/kinds/rack/definition.ts';
import { type GeometryBuilder, type Paint, paints } from '../geometry-builder.ts';
import { stub } from './fan.ts';

export function drawRack(builder: GeometryBuilder, p: ParametersOf<typeof rackParameters>, ports: readonly Port[]): void {
  const { width_m: w, depth_m: d, height_m: h } = p;
  const front = -d / 2;
  builder.block([0, 0, 0], [w * 0.94, d * 0.94, 0.05], paints.black);
  builder.box([0, 0, 0.04], [w, d, h - 0.04], paints.body, 0.014);

  const liquid = p.liquidShare > 0.5;
  const door: Paint = liquid ? paints.trays : paints.door;
  const doorWidth = w - 0.08;
  // The front is split where the switch trays sit between the compute trays; other racks have one tall door.
  const bands = liquid
    ? [
        [0.1, h * 0.4],
        [h * 0.4 + 0.03, h * 0.58],
        [h * 0.58 + 0.03, h - 0.12],
      ]
    : [[0.1, h - 0.1]];
  for (const [low = 0, high = 0] of bands) builder.box([0, front - 0.004, low], [doorWidth, 0.03, high - low], door, 0.006);
  builder.block([doorWidth / 2 - 0.03, front - 0.026, h * 0.48], [0.018, 0.02, 0.24], paints.panel);
  if (p.role === 'network' || p.role === 'management')
    builder.block([0, front - 0.024, h * 0.72], [doorWidth * 0.9, 0.012, 0.09], paints.panel);
  builder.block([-doorWidth / 2 + 0.06, front - 0.02, h - 0.08], [0.05, 0.012, 0.018], paints.lamp);

  const rear = d / 2;
  builder.box([0, rear + 0.004, 0.12], [w - 0.1, 0.02, h - 0.26], liquid ? paints.dark : paints.door, 0.006);
  for (const port of ports) {
    const [x, y, z] = port.at_m;
    if (port.medium !== 'liquid') {
      builder.block([x, y, z - 0.01], [0.07, 0.09, 0.045], paints.black);
      continue;
    }
    const side = port.name === 'return' ? 'return' : 'supply';
    builder.cylinder([x, rear + 0.035, 0.16], [x, rear + 0.035, h - 0.06], 0.024, side === 'supply' ? paints.supply : paints.return, {
      segments: 8,
    });
    for (const level of [0.3, 0.55, 0.8]) builder.block([x, rear + 0.018, h * level], [0.07, 0.03, 0.03], paints.steel);
    stub(builder, [x, y, z], port.normal, port.size_m ?? 0.0254, side, 0.1);
  }
}
