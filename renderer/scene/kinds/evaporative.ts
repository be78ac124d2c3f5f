/** Heat rejection with water on its air side, and the chiller between two loops: cooling tower, adiabatic cooler, water-cooled chiller. */
import type { Port } from '../../../shared/catalogue/kind.ts';
import { type GeometryBuilder, type P3, paints } from '../geometry-builder.ts';
import { drawDryCooler } from './cooling.ts';
import { fan, stub } from './fan.ts';

interface Body {
  readonly width_m: number;
  readonly depth_m: number;
  readonly height_m: number;
}

function stubs(builder: GeometryBuilder, ports: readonly Port[], length_m: number): void {
  for (const port of ports) {
    if (port.medium !== 'liquid') continue;
    stub(builder, port.at_m, port.normal, port.size_m ?? 0.2, port.direction === 'out' ? 'supply' : 'return', length_m);
  }
}

/** Basin, louvred intakes, casing, and a fan stack over each cell. */
export function drawCoolingTower(builder: GeometryBuilder, { width_m: w, depth_m: d, height_m: h }: Body, ports: readonly Port[]): void {
  const long = Math.max(w, d);
  const cells = Math.max(1, Math.round(long / Math.max(Math.min(w, d), 2.4)));
  const [basin, louvres, stack] = [h * 0.1, h * 0.36, h * 0.14];
  const casing = h - basin - louvres - stack;
  builder.box([0, 0, 0], [w, d, basin], paints.frame, 0.02);
  builder.box([0, 0, basin], [w * 0.97, d * 0.97, louvres], paints.louvre, 0.02);
  builder.box([0, 0, basin + louvres], [w, d, casing], paints.body, 0.03);
  builder.box([0, 0, h - stack], [w * 0.99, d * 0.99, 0.05], paints.shade, 0.01);
  const radius = 0.42 * Math.min(long / cells, Math.min(w, d));
  for (let i = 0; i < cells; i++) {
    const along = ((i + 0.5) / cells - 0.5) * long;
    const at: P3 = w >= d ? [along, 0, h - stack] : [0, along, h - stack];
    builder.cylinder(at, [at[0], at[1], h - 0.02], radius * 1.08, paints.body, { segments: 24, caps: false, end: radius * 1.14 });
    builder.cylinder(at, [at[0], at[1], h - 0.02], radius * 1.05, paints.shade, { segments: 24, end: radius * 1.11, inside: true });
    fan(builder, [at[0], at[1], h - stack * 0.6], 'z', radius);
  }
  // Ladder and rail on the narrow side: people go up to the fans.
  const side = -w / 2 - 0.05;
  for (const y of [-0.2, 0.2]) builder.block([side, y, 0], [0.03, 0.03, h], paints.steel);
  for (let z = 0.3; z < h; z += 0.3) builder.block([side, 0, z], [0.025, 0.4, 0.025], paints.steel);
  stubs(builder, ports, 0.22);
}

/** A dry cooler behind wetted pads. */
export function drawAdiabaticCooler(builder: GeometryBuilder, p: Body, ports: readonly Port[]): void {
  const { width_m: w, depth_m: d, height_m: h } = p;
  const alongX = w >= d;
  const inner = alongX ? { ...p, depth_m: d * 0.9 } : { ...p, width_m: w * 0.9 };
  drawDryCooler(builder, inner, []);
  const [from, tall] = [h * 0.3, h * 0.56];
  for (const side of [-1, 1]) {
    if (alongX) builder.box([0, side * d * 0.475, from], [w * 0.98, d * 0.05, tall], paints.louvre, 0.008);
    else builder.box([side * w * 0.475, 0, from], [w * 0.05, d * 0.98, tall], paints.louvre, 0.008);
    // Distribution pipe above each pad.
    const at = (end: number): P3 =>
      alongX ? [(end * w) / 2, side * d * 0.475, from + tall + 0.04] : [side * w * 0.475, (end * d) / 2, from + tall + 0.04];
    builder.cylinder(at(-0.98), at(0.98), 0.035, paints.steel, { segments: 8 });
  }
  stubs(builder, ports, 0.2);
}

/** Evaporator and condenser shells one above the other, compressor and panel on them. */
export function drawWaterChiller(builder: GeometryBuilder, { width_m: w, depth_m: d, height_m: h }: Body, ports: readonly Port[]): void {
  const radius = Math.min(d * 0.27, h * 0.19);
  builder.box([0, 0, 0], [w * 0.9, d * 0.9, 0.1], paints.frame, 0.015);
  for (const [y, z] of [
    [-d * 0.2, 0.14 + radius],
    [d * 0.2, 0.14 + radius * 1.25],
  ] as const) {
    builder.cylinder([-w * 0.46, y, z], [w * 0.46, y, z], radius, paints.body, { segments: 20 });
    for (const end of [-1, 1]) {
      builder.cylinder([end * w * 0.4, y, z], [end * w * 0.42, y, z], radius * 1.12, paints.steel, { segments: 20 });
      builder.cylinder([end * w * 0.46, y, z], [end * w * 0.5, y, z], radius * 0.96, paints.shade, { segments: 20, end: radius * 0.7 });
      builder.block([end * w * 0.32, y, 0.1], [0.12, radius * 1.4, z - radius * 0.6], paints.frame);
    }
  }
  const deck = 0.14 + radius * 2.4;
  builder.cylinder([-w * 0.16, 0, deck + radius * 0.6], [w * 0.14, 0, deck + radius * 0.6], radius * 0.72, paints.louvre, { segments: 18 });
  builder.cylinder([w * 0.14, 0, deck + radius * 0.6], [w * 0.26, 0, deck + radius * 0.6], radius * 0.95, paints.body, { segments: 18 });
  builder.cylinder([w * 0.2, -d * 0.1, deck + radius * 0.4], [w * 0.2, -d * 0.2, 0.14 + radius * 1.9], radius * 0.3, paints.steel, {
    segments: 12,
  });
  builder.box([-w * 0.34, -d * 0.36, h * 0.4], [w * 0.18, d * 0.14, h * 0.44], paints.panel, 0.015);
  builder.block([-w * 0.34, -d * 0.44, h * 0.66], [w * 0.1, 0.012, h * 0.1], paints.screen);
  // From the shells to where the pipework starts.
  for (const port of ports) {
    if (port.medium !== 'liquid') continue;
    const [x, , z] = port.at_m;
    const pipe = (port.size_m ?? 0.2) / 2;
    const shell = port.name.startsWith('condenser') ? d * 0.2 : -d * 0.2;
    builder.cylinder([x, shell, 0.14 + radius], [x, shell, z], pipe, paints.steel, { segments: 12 });
    builder.cylinder([x, shell, z], port.at_m, pipe, paints.steel, { segments: 12 });
  }
  stubs(builder, ports, 0.2);
}
