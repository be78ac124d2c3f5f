/** Pump, expansion vessel, valve, header. */
import type { ParametersOf, Port } from '../../../shared/catalogue/kind.ts';
import type { headerParameters } from '../../../shared/catalogue/kinds/header/definition.ts';
import { type GeometryBuilder, type P3, paints } from '../geometry-builder.ts';
import { stub } from './fan.ts';

interface Body {
  readonly width_m: number;
  readonly depth_m: number;
  readonly height_m: number;
}

export function drawPump(builder: GeometryBuilder, { width_m: w, depth_m: d, height_m: h }: Body, ports: readonly Port[]): void {
  const axis = Math.min(0.6, h / 2);
  const radius = Math.min(w * 0.42, axis * 0.62);
  builder.box([0, 0, 0], [w, d * 0.86, 0.1], paints.frame, 0.015);
  builder.box([0, d * 0.24, 0.1], [w * 0.5, 0.14, axis - 0.1], paints.shade, 0.01);
  builder.box([0, -d * 0.1, 0.1], [w * 0.5, d * 0.3, axis - 0.1 - radius * 0.7], paints.shade, 0.01);
  builder.cylinder([0, d * 0.12, axis], [0, d * 0.34, axis], radius, paints.body, { segments: 16 });
  builder.cylinder([0, -d * 0.3, axis], [0, d * 0.06, axis], radius * 0.82, paints.louvre, { segments: 16 });
  builder.cylinder([0, -d * 0.36, axis], [0, -d * 0.3, axis], radius * 0.7, paints.dark, { segments: 16 });
  builder.box([0, -d * 0.12, axis + radius * 0.8], [w * 0.34, d * 0.18, 0.14], paints.panel, 0.01);
  for (const port of ports)
    if (port.medium === 'liquid') stub(builder, port.at_m, [0, -port.normal[1], 0], port.size_m ?? 0.15, 'none', d * 0.16);
}

export function drawVessel(builder: GeometryBuilder, { width_m: w, depth_m: d, height_m: h }: Body): void {
  const radius = Math.min(w, d) / 2;
  const dome = Math.min(radius * 0.45, h * 0.18);
  const [low, high] = [0.12 + dome, h - dome - 0.04];
  for (let i = 0; i < 3; i++) {
    const angle = (i / 3) * Math.PI * 2;
    const foot: P3 = [Math.cos(angle) * radius * 0.7, Math.sin(angle) * radius * 0.7, 0];
    builder.block(foot, [0.06, 0.06, low], paints.frame);
  }
  builder.cylinder([0, 0, low], [0, 0, high], radius, paints.body, { segments: 20, caps: false });
  builder.cylinder([0, 0, high], [0, 0, high + dome * 0.7], radius, paints.body, { segments: 20, end: radius * 0.62, caps: false });
  builder.cylinder([0, 0, high + dome * 0.7], [0, 0, high + dome], radius * 0.62, paints.body, { segments: 20, end: 0.03 });
  builder.cylinder([0, 0, low], [0, 0, low - dome], radius, paints.body, { segments: 20, end: radius * 0.4 });
  builder.cylinder([0, 0, high + dome], [0, 0, h], 0.03, paints.steel, { segments: 8 });
}

export function drawValve(builder: GeometryBuilder, { width_m: w, depth_m: d, height_m: h }: Body): void {
  const z = h / 2;
  const radius = Math.min(d, h) * 0.28;
  builder.cylinder([-w / 2, 0, z], [w / 2, 0, z], radius, paints.body, { segments: 12 });
  for (const end of [-1, 1]) builder.cylinder([end * w * 0.5, 0, z], [end * w * 0.4, 0, z], radius * 1.55, paints.steel, { segments: 12 });
  builder.cylinder([0, 0, z], [0, 0, h * 0.92], radius * 0.45, paints.steel, { segments: 8 });
  builder.cylinder([0, 0, h * 0.88], [0, 0, h], Math.min(w, d) * 0.42, paints.dark, { segments: 14 });
}

/** The tube is the record's colour, which says supply or return; tap collars sit on it. */
export function drawHeader(builder: GeometryBuilder, p: ParametersOf<typeof headerParameters>, ports: readonly Port[]): void {
  const half = p.lead_m + ((p.taps - 1) * p.pitch_m) / 2;
  const radius = p.outerDiameter_m / 2;
  builder.cylinder([-half, 0, radius], [half, 0, radius], radius, paints.body, { segments: 14 });
  for (const port of ports) {
    if (!port.name.startsWith('tap')) continue;
    const reach = Math.min(0.05, radius * 0.8);
    builder.cylinder([port.at_m[0] - reach, 0, radius], [port.at_m[0] + reach, 0, radius], radius * 1.08, paints.panel, { segments: 12 });
  }
  for (const end of [-1, 1])
    builder.cylinder([end * (half + 0.006), 0, radius], [end * (half - 0.03), 0, radius], radius * 1.3, paints.steel, { segments: 14 });
}

/** A standing insulated cylinder with its nozzles. */
export function drawBufferTank(builder: GeometryBuilder, { width_m: w, depth_m: d, height_m: h }: Body, ports: readonly Port[]): void {
  const radius = Math.min(w, d) / 2;
  const dome = Math.min(radius * 0.4, h * 0.14);
  for (let i = 0; i < 3; i++) {
    const angle = ((i + 0.5) / 3) * Math.PI * 2;
    builder.block([Math.cos(angle) * radius * 0.72, Math.sin(angle) * radius * 0.72, 0], [0.09, 0.09, dome + 0.1], paints.frame);
  }
  builder.cylinder([0, 0, 0.08 + dome], [0, 0, h - dome], radius, paints.body, { segments: 28, caps: false });
  builder.cylinder([0, 0, h - dome], [0, 0, h], radius, paints.body, { segments: 28, end: radius * 0.3 });
  builder.cylinder([0, 0, 0.08 + dome], [0, 0, 0.08], radius, paints.body, { segments: 28, end: radius * 0.3 });
  for (const z of [0.3, 0.6])
    builder.cylinder([0, 0, h * z], [0, 0, h * z + 0.03], radius * 1.012, paints.steel, { segments: 28, caps: false });
  for (const port of ports)
    if (port.medium === 'liquid') stub(builder, port.at_m, port.normal, port.size_m ?? 0.15, 'none', Math.max(0.12, d / 2 - radius + 0.12));
}

/** A Y-strainer: the basket leaves the tube at a slant. */
export function drawStrainer(builder: GeometryBuilder, { width_m: w, depth_m: d, height_m: h }: Body): void {
  const z = h / 2;
  const radius = Math.min(d, h) * 0.28;
  builder.cylinder([-w / 2, 0, z], [w / 2, 0, z], radius, paints.body, { segments: 12 });
  builder.cylinder([-w * 0.05, 0, z], [w * 0.24, 0, z - h * 0.4], radius * 0.8, paints.body, { segments: 12 });
  builder.cylinder([w * 0.22, 0, z - h * 0.37], [w * 0.26, 0, z - h * 0.44], radius, paints.dark, { segments: 12 });
  for (const end of [-1, 1]) builder.cylinder([end * w * 0.5, 0, z], [end * w * 0.4, 0, z], radius * 1.55, paints.steel, { segments: 12 });
}
