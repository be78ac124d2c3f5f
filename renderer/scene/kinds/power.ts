/** Cabinets (switchgear, boards, UPS, RPP), transformer, generator, utility service, power shelf, busway. */
import type { ParametersOf, Port } from '../../../shared/catalogue/kind.ts';
import type { buswayParameters } from '../../../shared/catalogue/kinds/busway/definition.ts';
import { type GeometryBuilder, paints } from '../geometry-builder.ts';
import { fan } from './fan.ts';

interface Body {
  readonly width_m: number;
  readonly depth_m: number;
  readonly height_m: number;
}

type Cabinet = 'switchgear' | 'switchboard' | 'ups' | 'rpp';

/** A line of doors of about one section each; what is on the doors tells the kinds apart. */
export function drawCabinet(
  builder: GeometryBuilder,
  { width_m: w, depth_m: d, height_m: h }: Body,
  ports: readonly Port[],
  what: Cabinet,
): void {
  const front = -d / 2;
  builder.block([0, 0, 0], [w * 0.97, d * 0.95, 0.1], paints.black);
  builder.box([0, 0, 0.09], [w, d, h - 0.09], paints.body, 0.016);
  const sections = Math.max(1, Math.round(w / (what === 'rpp' ? 0.5 : 0.8)));
  const pitch = w / sections;
  for (let i = 0; i < sections; i++) {
    const x = -w / 2 + (i + 0.5) * pitch;
    const width = pitch - 0.05;
    const upper = what === 'switchgear' ? h * 0.62 : h * 0.2;
    builder.box([x, front - 0.004, upper], [width, 0.022, h - upper - 0.09], paints.panel, 0.006);
    builder.box([x, front - 0.004, 0.14], [width, 0.022, upper - 0.18], what === 'switchgear' ? paints.panel : paints.louvre, 0.006);
    builder.block([x + width / 2 - 0.05, front - 0.026, h * 0.45], [0.022, 0.022, 0.2], paints.dark);
    if (what === 'switchgear') {
      builder.cylinder([x, front - 0.02, h * 0.34], [x, front - 0.045, h * 0.34], 0.1, paints.dark, { segments: 14 });
      builder.block([x, front - 0.018, h * 0.78], [width * 0.55, 0.012, 0.18], paints.screen);
    } else if (what === 'switchboard') {
      for (let row = 0; row < 4; row++)
        builder.block([x - 0.04, front - 0.02, h * (0.3 + row * 0.14)], [width * 0.62, 0.016, h * 0.075], paints.shade);
    } else if (what === 'ups' && i % 3 === 0) {
      builder.box([x, front - 0.018, h * 0.62], [Math.min(0.3, width * 0.5), 0.014, 0.2], paints.screen, 0.004);
      builder.block([x, front - 0.028, h * 0.62 + 0.05], [Math.min(0.22, width * 0.36), 0.006, 0.11], paints.lamp);
    } else if (what === 'rpp') {
      builder.block([x, front - 0.018, h * 0.36], [width * 0.5, 0.012, h * 0.46], paints.dark);
    }
  }
  if (what === 'ups') builder.box([0, 0, h], [w * 0.86, d * 0.6, 0.05], paints.louvre, 0.01);
  for (const port of ports)
    if (port.name.startsWith('in') || port.name === 'out')
      builder.box([port.at_m[0], port.at_m[1], h - 0.01], [0.26, 0.2, 0.09], paints.dark, 0.01);
}

/** Tank between two radiators, conservator over one of them, bushings of both voltages on the lid. */
export function drawTransformer(builder: GeometryBuilder, { width_m: w, depth_m: d, height_m: h }: Body, ports: readonly Port[]): void {
  const tank = h * 0.7;
  builder.box([0, 0, 0], [w * 0.94, d * 0.8, 0.1], paints.frame, 0.02);
  for (const y of [-d * 0.24, d * 0.24]) builder.box([0, y, 0.1], [w * 0.9, 0.1, 0.07], paints.frame, 0.01);
  builder.box([0, 0, 0.17], [w * 0.5, d * 0.62, tank - 0.17], paints.body, 0.025);
  builder.box([0, 0, tank], [w * 0.55, d * 0.68, 0.05], paints.panel, 0.012);
  // Stiffeners on the long faces.
  for (const side of [-1, 1])
    for (const x of [-w * 0.16, 0, w * 0.16]) builder.block([x, side * d * 0.315, 0.2], [0.04, 0.03, tank - 0.26], paints.shade);
  const fins = Math.max(7, Math.round((d * 0.62) / 0.075));
  const [low, high] = [0.26, tank - 0.08];
  for (const side of [-1, 1]) {
    const x = side * w * 0.37;
    for (let i = 0; i < fins; i++) {
      const y = -d * 0.31 + (i * d * 0.62) / (fins - 1);
      builder.box([x, y, low], [w * 0.2, 0.022, high - low], paints.shade, 0.006);
    }
    // The pipes that bring the oil to the fins.
    for (const z of [low + 0.07, high - 0.07])
      for (const along of [-w * 0.06, w * 0.06])
        builder.cylinder([x + along, -d * 0.33, z], [x + along, d * 0.33, z], 0.035, paints.body, { segments: 8 });
    for (const z of [low + 0.07, high - 0.07]) builder.cylinder([side * w * 0.24, 0, z], [x, 0, z], 0.045, paints.body, { segments: 8 });
  }
  const barrel = Math.min(0.17, h * 0.075);
  const over = w * 0.37;
  for (const y of [-d * 0.2, d * 0.2]) builder.box([over, y, tank - 0.1], [0.06, 0.04, h * 0.93 - tank + 0.02], paints.frame, 0.006);
  builder.cylinder([over, -d * 0.36, h * 0.93], [over, d * 0.36, h * 0.93], barrel, paints.body, { segments: 16 });
  for (const end of [-1, 1])
    builder.cylinder([over, end * d * 0.36, h * 0.93], [over, end * d * 0.375, h * 0.93], barrel * 1.08, paints.panel, { segments: 16 });
  builder.cylinder([over, d * 0.08, h * 0.9], [w * 0.1, d * 0.08, tank + 0.04], 0.03, paints.steel, { segments: 8 });
  for (const port of ports) {
    const tall = port.direction === 'in' ? 1 : 0.62;
    for (let i = -1; i <= 1; i++) {
      const [x, y] = [-w * 0.04 + i * w * 0.14, port.at_m[1] * 0.66];
      const top = tank + 0.05 + (h * 0.95 - tank - 0.05) * tall;
      builder.cylinder([x, y, tank + 0.05], [x, y, tank + 0.11], 0.06, paints.steel, { segments: 10 });
      // Sheds of the porcelain.
      for (let z = tank + 0.11; z + 0.05 < top - 0.04; z += 0.05)
        builder.cylinder([x, y, z], [x, y, z + 0.05], 0.052, paints.dark, { segments: 10, end: 0.026, caps: false });
      builder.cylinder([x, y, top - 0.06], [x, y, top], 0.018, paints.steel, { segments: 6 });
    }
  }
  builder.box([-w * 0.02, -d * 0.345, 0.42], [w * 0.24, 0.13, h * 0.3], paints.panel, 0.01);
  builder.block([-w * 0.02, -d * 0.345 - 0.07, 0.42 + h * 0.19], [w * 0.1, 0.012, h * 0.06], paints.screen);
}

export function drawGenerator(builder: GeometryBuilder, p: Body): void {
  const [w, d, h] = [p.width_m, p.depth_m, p.height_m];
  const alongX = w >= d;
  const length = alongX ? w : d;
  const across = alongX ? d : w;
  const spot = (along: number, over: number, z: number): [number, number, number] => (alongX ? [along, over, z] : [over, along, z]);
  const size = (along: number, over: number, z: number): [number, number, number] => (alongX ? [along, over, z] : [over, along, z]);
  builder.box(spot(0, 0, 0), size(length, across, h * 0.16), paints.frame, 0.03);
  builder.box(spot(-length * 0.02, 0, h * 0.16), size(length * 0.94, across * 0.94, h * 0.66), paints.body, 0.03);
  for (const side of [-1, 1]) {
    for (let i = 0; i < 4; i++)
      builder.box(
        spot(-length * 0.36 + i * length * 0.2, side * across * 0.47, h * 0.24),
        size(length * 0.17, 0.03, h * 0.5),
        i % 2 ? paints.panel : paints.louvre,
        0.008,
      );
  }
  builder.box(spot(length * 0.46, 0, h * 0.18), size(0.06, across * 0.8, h * 0.6), paints.louvre, 0.01);
  builder.box(spot(length * 0.3, 0, h * 0.82), size(length * 0.26, across * 0.7, h * 0.06), paints.shade, 0.01);
  fan(builder, spot(length * 0.3, 0, h * 0.88), 'z', Math.min(across * 0.3, length * 0.11));
  // Silencer on saddles, its tail pipe with a rain cap, and at that end the intake with a door beside it.
  for (const x of [-0.34, -0.16]) builder.box(spot(length * x, 0, h * 0.81), size(0.08, across * 0.2, h * 0.03), paints.frame, 0.006);
  builder.cylinder(spot(-length * 0.38, 0, h * 0.88), spot(-length * 0.38, 0, h * 0.985), 0.1, paints.steel, { segments: 12 });
  builder.cylinder(spot(-length * 0.38, 0, h * 0.985), spot(-length * 0.38, 0, h), 0.16, paints.frame, { segments: 12, end: 0.05 });
  builder.box(spot(-length * 0.49, across * 0.2, h * 0.2), size(0.05, across * 0.42, h * 0.56), paints.louvre, 0.01);
  builder.box(spot(-length * 0.49, -across * 0.22, h * 0.18), size(0.04, across * 0.34, h * 0.6), paints.panel, 0.01);
  builder.block(spot(-length * 0.493, -across * 0.1, h * 0.46), size(0.04, 0.03, 0.2), paints.dark);
  builder.cylinder(spot(-length * 0.4, 0, h * 0.88), spot(-length * 0.1, 0, h * 0.88), Math.min(0.22, h * 0.08), paints.steel, {
    segments: 14,
  });
}

export function drawUtility(builder: GeometryBuilder, { width_m: w, depth_m: d, height_m: h }: Body): void {
  builder.box([0, 0, 0], [w, d, 0.12], paints.frame, 0.02);
  builder.box([0, 0, 0.12], [w * 0.92, d * 0.8, h * 0.74], paints.body, 0.02);
  builder.prism(
    'x',
    [
      [-d * 0.46, h * 0.8],
      [d * 0.46, h * 0.8],
      [d * 0.46, h * 0.85],
      [-d * 0.46, h * 0.92],
    ],
    -w * 0.48,
    w * 0.48,
    paints.shade,
  );
  for (const side of [-1, 1]) builder.box([side * w * 0.22, -d * 0.4, 0.2], [w * 0.4, 0.03, h * 0.56], paints.panel, 0.008);
  builder.block([w * 0.22, -d * 0.42, h * 0.5], [w * 0.16, 0.02, h * 0.12], paints.screen);
}

export function drawPowerShelf(builder: GeometryBuilder, { width_m: w, depth_m: d, height_m: h }: Body): void {
  builder.box([0, 0, 0], [w, d, h], paints.body, 0.006);
  for (let i = 0; i < 6; i++)
    builder.block([-w * 0.42 + (i * w * 0.84) / 5, -d / 2 - 0.004, h * 0.12], [w * 0.14, 0.012, h * 0.76], paints.dark);
}

/** Housing in the colour of its train, tap-off boxes below in plain metal. */
export function drawBusway(
  builder: GeometryBuilder,
  p: Omit<ParametersOf<typeof buswayParameters>, 'reactance_ohm_m'>,
  ports: readonly Port[],
): void {
  const length = 2 * p.lead_m + (p.taps - 1) * p.pitch_m;
  const side = p.housing_m;
  builder.box([0, 0, side * 0.06], [length, side * 0.8, side * 0.88], paints.body, 0.008);
  for (const z of [0, side * 0.92]) builder.block([0, 0, z], [length, side, side * 0.08], paints.panel);
  for (const port of ports) {
    const [x] = port.at_m;
    if (port.name === 'feed') builder.box([x + 0.12, 0, -side * 0.2], [0.24, side * 1.5, side * 1.4], paints.shade, 0.012);
    else builder.box([x, 0, -0.15], [Math.min(0.2, p.pitch_m * 0.7), side * 1.15, 0.16], paints.steel, 0.01);
  }
}
