/** Transfer switches, rectifiers, capacitor banks and battery storage. */
import { type GeometryBuilder, paints } from '../geometry-builder.ts';
import { fan } from './fan.ts';

interface Body {
  readonly width_m: number;
  readonly depth_m: number;
  readonly height_m: number;
}

function cabinet(builder: GeometryBuilder, { width_m: w, depth_m: d, height_m: h }: Body): void {
  builder.block([0, 0, 0], [w * 0.97, d * 0.95, 0.1], paints.black);
  builder.box([0, 0, 0.09], [w, d, h - 0.09], paints.body, 0.016);
}

/** One door with a mimic of two incomers above and one outlet below. */
export function drawTransferSwitch(builder: GeometryBuilder, body: Body): void {
  const { width_m: w, depth_m: d, height_m: h } = body;
  const front = -d / 2;
  cabinet(builder, body);
  builder.box([0, front - 0.004, 0.14], [w - 0.05, 0.022, h - 0.24], paints.panel, 0.006);
  for (const x of [-w * 0.18, w * 0.18]) {
    builder.block([x, front - 0.02, h * 0.66], [0.02, 0.012, h * 0.16], paints.dark);
    builder.cylinder([x, front - 0.018, h * 0.84], [x, front - 0.036, h * 0.84], 0.05, paints.lamp, { segments: 12 });
  }
  builder.block([0, front - 0.02, h * 0.64], [w * 0.36 + 0.02, 0.012, 0.02], paints.dark);
  builder.block([0, front - 0.02, h * 0.46], [0.02, 0.012, h * 0.18], paints.dark);
  builder.box([0, front - 0.018, h * 0.3], [w * 0.4, 0.014, h * 0.1], paints.screen, 0.004);
}

/** Columns of plug-in modules behind a perforated front. */
export function drawRectifier(builder: GeometryBuilder, body: Body): void {
  const { width_m: w, depth_m: d, height_m: h } = body;
  const front = -d / 2;
  cabinet(builder, body);
  const columns = Math.max(1, Math.round(w / 0.55));
  const pitch = w / columns;
  const modules = 8;
  for (let column = 0; column < columns; column++) {
    const x = -w / 2 + (column + 0.5) * pitch;
    builder.box([x, front - 0.004, 0.14], [pitch - 0.05, 0.022, h - 0.24], paints.louvre, 0.006);
    for (let i = 0; i < modules; i++) {
      builder.block(
        [x, front - 0.022, 0.22 + (i * (h - 0.46)) / modules],
        [pitch - 0.12, 0.014, ((h - 0.46) / modules) * 0.8],
        paints.dark,
      );
      builder.block([x + pitch * 0.36, front - 0.03, 0.26 + (i * (h - 0.46)) / modules], [0.012, 0.006, 0.012], paints.lamp);
    }
  }
}

/** Doors above, cans of the capacitors to be seen through the grille below. */
export function drawCapacitorBank(builder: GeometryBuilder, body: Body): void {
  const { width_m: w, depth_m: d, height_m: h } = body;
  const front = -d / 2;
  cabinet(builder, body);
  const sections = Math.max(1, Math.round(w / 0.8));
  const pitch = w / sections;
  for (let i = 0; i < sections; i++) {
    const x = -w / 2 + (i + 0.5) * pitch;
    builder.box([x, front - 0.004, h * 0.55], [pitch - 0.05, 0.022, h * 0.38], paints.panel, 0.006);
    builder.box([x, front - 0.004, 0.14], [pitch - 0.05, 0.022, h * 0.44], paints.louvre, 0.006);
    for (let can = 0; can < 4; can++) {
      const at = x + ((can - 1.5) * (pitch - 0.2)) / 4;
      builder.cylinder([at, front - 0.02, 0.2], [at, front - 0.02, h * 0.45], 0.05, paints.steel, { segments: 10 });
    }
    builder.box([x, front - 0.018, h * 0.72], [pitch * 0.4, 0.014, 0.14], paints.screen, 0.004);
  }
}

/** A container with doors along its front and cooling units on one end. */
export function drawBess(builder: GeometryBuilder, { width_m: w, depth_m: d, height_m: h }: Body): void {
  const front = -d / 2;
  builder.box([0, 0, 0], [w, d, 0.16], paints.frame, 0.02);
  builder.box([0, 0, 0.16], [w * 0.985, d * 0.97, h - 0.16], paints.body, 0.03);
  const doors = Math.max(3, Math.round(w / 1.2));
  const pitch = (w * 0.94) / doors;
  for (let i = 0; i < doors; i++) {
    const x = -w * 0.47 + (i + 0.5) * pitch;
    for (const side of [-1, 1]) {
      builder.box([x, side * (-front - 0.02), 0.26], [pitch - 0.06, 0.04, h - 0.42], i === doors - 1 ? paints.louvre : paints.panel, 0.01);
      builder.block([x + pitch * 0.38, side * (-front - 0.002), h * 0.45], [0.03, 0.03, 0.24], paints.dark);
    }
  }
  for (const y of [-d * 0.22, d * 0.22]) fan(builder, [w * 0.38, y, h], 'z', Math.min(0.4, d * 0.16));
}
