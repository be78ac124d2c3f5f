/** Coils close to the racks: rear door and in-row cooler. */
import type { Port } from '../../../shared/catalogue/kind.ts';
import { type GeometryBuilder, paints } from '../geometry-builder.ts';
import { fan, stub } from './fan.ts';

interface Body {
  readonly width_m: number;
  readonly depth_m: number;
  readonly height_m: number;
}

function stubs(builder: GeometryBuilder, ports: readonly Port[]): void {
  for (const port of ports) {
    if (port.medium !== 'liquid') continue;
    // Cold water goes into a coil and comes back warmer.
    stub(builder, port.at_m, port.normal, port.size_m ?? 0.05, port.direction === 'in' ? 'supply' : 'return', 0.1);
  }
}

/** A deep door: frame, finned coil, hinge and hose tails. */
export function drawRearDoor(builder: GeometryBuilder, { width_m: w, depth_m: d, height_m: h }: Body, ports: readonly Port[]): void {
  builder.box([0, 0, 0.04], [w, d * 0.7, h - 0.04], paints.body, 0.012);
  builder.box([0, d * 0.36, 0.12], [w * 0.82, d * 0.1, h - 0.24], paints.coil, 0.004);
  builder.box([0, -d * 0.36, 0.12], [w * 0.82, d * 0.1, h - 0.24], paints.door, 0.004);
  for (const z of [0.22, h * 0.5, h - 0.22])
    builder.cylinder([w * 0.49, -d * 0.3, z - 0.06], [w * 0.49, -d * 0.3, z + 0.06], 0.02, paints.dark, { segments: 8 });
  builder.block([-w * 0.44, d * 0.42, h * 0.46], [0.025, 0.03, 0.2], paints.dark);
  stubs(builder, ports);
}

/** A cabinet of rack height: fans in front, perforated back, screen beside the fans. */
export function drawInRowCooler(builder: GeometryBuilder, { width_m: w, depth_m: d, height_m: h }: Body, ports: readonly Port[]): void {
  builder.block([0, 0, 0], [w * 0.94, d * 0.94, 0.06], paints.black);
  builder.box([0, 0, 0.05], [w, d, h - 0.05], paints.body, 0.014);
  builder.box([0, d / 2, 0.1], [w * 0.86, 0.02, h - 0.2], paints.door, 0.004);
  const radius = Math.min(w * 0.4, 0.2);
  const count = Math.max(2, Math.floor((h - 0.3) / (2.3 * radius)));
  for (let i = 0; i < count; i++) fan(builder, [0, -d / 2, 0.18 + ((i + 0.5) * (h - 0.34)) / count], 'y', radius, -1);
  builder.block([0, -d / 2 - 0.006, h - 0.1], [w * 0.5, 0.014, 0.06], paints.screen);
  stubs(builder, ports);
}
