/** A rack: frame with perforated door or trays in front, manifolds at the rear, hoses and inlets on top. */
import type { ParametersOf, Port } from '../../../shared/catalogue/kind.ts';
import type { rackParameters } from '../../../shared/catalogue/kinds/rack/definition.ts';
import { type GeometryBuilder, type Paint, paints, rackUnit_m } from '../geometry-builder.ts';
import { stub } from './fan.ts';

/** A liquid-cooled rack from its feet up, in rack units: shelves below and above, switch trays between the compute trays. */
const bands: readonly (readonly [units: number, coat: Paint])[] = [
  [3, paints.panel],
  [4, paints.shelves],
  [9, paints.trays],
  [9, paints.switches],
  [10, paints.trays],
  [4, paints.shelves],
  [2, paints.switches],
];

function drawTrays(builder: GeometryBuilder, width: number, front: number, height_m: number): void {
  const rows = Math.floor((height_m - 0.1) / rackUnit_m);
  const used = bands.reduce((sum, [units]) => sum + units, 0);
  let row = 2;
  const band = (units: number, coat: Paint) => {
    const count = Math.min(units, rows - row);
    if (count < 1) return;
    builder.block([0, front - 0.006, row * rackUnit_m + 0.002], [width, 0.03, count * rackUnit_m - 0.004], coat);
    row += count;
  };
  for (const [units, coat] of bands) band(units, coat);
  band(Math.max(0, rows - used - 2), paints.panel);
  // Rails that the trays hang between.
  for (const side of [-1, 1])
    builder.block([side * (width / 2 + 0.011), front - 0.012, 2 * rackUnit_m], [0.022, 0.024, (rows - 2) * rackUnit_m], paints.frame);
}

function drawDoor(builder: GeometryBuilder, width: number, front: number, height_m: number): void {
  builder.box([0, front - 0.004, 0.08], [width, 0.03, height_m - 0.16], paints.panel, 0.006);
  builder.box([0, front - 0.02, 0.13], [width - 0.09, 0.012, height_m - 0.26], paints.door, 0.004);
  builder.block([width / 2 - 0.022, front - 0.03, height_m * 0.46], [0.018, 0.022, 0.26], paints.dark);
}

/** Supply or return riser with quick couplings towards the trays; there are thousands of racks, so every fourth has to do. */
function drawManifold(builder: GeometryBuilder, x: number, rear: number, height_m: number, coat: Paint): void {
  builder.cylinder([x, rear + 0.04, 0.14], [x, rear + 0.04, height_m - 0.06], 0.026, coat, { segments: 10 });
  const inwards = x > 0 ? -1 : 1;
  for (let z = 8 * rackUnit_m; z < height_m - 0.35; z += 4 * rackUnit_m)
    builder.block([x + inwards * 0.05, rear + 0.034, z], [0.055, 0.022, 0.022], paints.steel);
}

export function drawRack(builder: GeometryBuilder, p: ParametersOf<typeof rackParameters>, ports: readonly Port[]): void {
  const { width_m: w, depth_m: d, height_m: h } = p;
  const [front, rear] = [-d / 2, d / 2];
  builder.block([0, 0, 0], [w * 0.94, d * 0.94, 0.05], paints.black);
  builder.box([0, 0, 0.04], [w, d, h - 0.04], paints.body, 0.014);
  const liquid = p.liquidShare > 0.5;
  if (liquid) drawTrays(builder, w - 0.1, front, h);
  else drawDoor(builder, w - 0.05, front, h);
  if (p.role === 'network' || p.role === 'management')
    builder.block([0, front - 0.03, h * 0.72], [(w - 0.08) * 0.8, 0.012, 0.09], paints.panel);
  builder.block([-w / 2 + 0.1, front - 0.024, h - 0.075], [0.05, 0.012, 0.018], paints.lamp);

  builder.box([0, rear + 0.004, 0.12], [w - 0.1, 0.02, h - 0.26], liquid ? paints.dark : paints.door, 0.006);
  // The spine that joins all trays of a liquid-cooled rack: cable cartridges and the busbar beside them.
  if (liquid) {
    builder.box([0, rear + 0.022, 0.3], [w * 0.3, 0.03, h - 0.62], paints.louvre, 0.006);
    builder.block([w * 0.18, rear + 0.02, 0.2], [0.03, 0.03, h - 0.44], paints.steel);
  }
  for (const port of ports) {
    const [x, y, z] = port.at_m;
    if (port.medium !== 'liquid') {
      builder.block([x, y, z - 0.01], [0.07, 0.09, 0.045], paints.black);
      continue;
    }
    const side = port.name === 'return' ? 'return' : 'supply';
    drawManifold(builder, x, rear, h, side === 'supply' ? paints.supply : paints.return);
    stub(builder, [x, y, z], port.normal, port.size_m ?? 0.0254, side, 0.1);
  }
}
