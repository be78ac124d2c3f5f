/** CDU, chiller, dry cooler, fan wall. */
import type { ParametersOf, Port } from '../../../shared/catalogue/kind.ts';
import type { cduParameters } from '../../../shared/catalogue/kinds/cdu/definition.ts';
import { type GeometryBuilder, paints } from '../geometry-builder.ts';
import { fan, stub } from './fan.ts';

interface Body {
  readonly width_m: number;
  readonly depth_m: number;
  readonly height_m: number;
}

/** Water that leaves for a load is supply: out of a chiller or cooler, into a fan wall. */
const sideOf = (port: Port, supplyOut: boolean) => ((port.direction === 'out') === supplyOut ? 'supply' : 'return');

/** Behind an open rear: pumps, plate exchanger and the pipes that come down from the ports. */
function drawCduRear(builder: GeometryBuilder, { width_m: w, depth_m: d, height_m: h }: Body, ports: readonly Port[], bay: number): void {
  const rear = d / 2;
  const inner = rear - bay;
  for (const side of [-1, 1]) builder.box([side * (w / 2 - 0.03), rear - 0.03, 0.05], [0.06, 0.06, h - 0.05], paints.body, 0.008);
  builder.box([0, rear - bay / 2, h - 0.06], [w, bay, 0.06], paints.body, 0.008);
  builder.box([0, rear - bay / 2, 0.05], [w, bay, 0.08], paints.shade, 0.008);
  builder.block([0, inner + 0.004, 0.13], [w - 0.08, 0.008, h - 0.2], paints.dark);
  // Plates held between two end frames by long bolts.
  const plates: readonly [number, number] = [h * 0.36, h * 0.32];
  builder.box([0, inner + bay * 0.42, plates[0]], [w * 0.56, bay * 0.56, plates[1]], paints.coil, 0.004);
  for (const side of [-1, 1])
    builder.box([side * w * 0.29, inner + bay * 0.42, plates[0] - 0.03], [0.03, bay * 0.66, plates[1] + 0.06], paints.panel, 0.004);
  const pumps = w > 0.7 ? 2 : 1;
  for (let i = 0; i < pumps; i++) {
    const x = pumps === 1 ? 0 : (i - 0.5) * w * 0.46;
    const y = inner + bay * 0.5;
    const radius = Math.min(0.13, w * 0.15, bay * 0.4);
    builder.cylinder([x, y, 0.13], [x, y, 0.13 + h * 0.08], radius, paints.steel, { segments: 14 });
    builder.cylinder([x, y, 0.13 + h * 0.08], [x, y, 0.13 + h * 0.17], radius * 0.82, paints.louvre, { segments: 14 });
    builder.cylinder([x, y, 0.13 + h * 0.17], [x, y, 0.13 + h * 0.185], radius * 0.6, paints.black, { segments: 14 });
  }
  for (const port of ports) {
    const [x, y, z] = port.at_m;
    if (port.medium !== 'liquid' || y < inner + 0.02) continue;
    const radius = Math.min((port.size_m ?? 0.1) / 2, w * 0.07);
    const coat = /supply/.test(port.name) ? paints.supply : paints.return;
    const foot = port.name.startsWith('tcs') ? 0.13 + h * 0.12 : plates[0] + plates[1] * 0.8;
    builder.cylinder([x, y, foot], [x, y, z], radius, coat, { segments: 10 });
    builder.cylinder([x, y, h * 0.8], [x, y, h * 0.8 + 0.03], radius * 1.4, paints.steel, { segments: 10 });
  }
}

export function drawCdu(builder: GeometryBuilder, p: ParametersOf<typeof cduParameters>, ports: readonly Port[]): void {
  const { width_m: w, depth_m: d, height_m: h } = p;
  const front = -d / 2;
  // What stands on a floor has room for an open rear; a unit within a rack has none.
  const bay = h > 1.2 ? d * 0.3 : 0;
  builder.block([0, 0, 0], [w * 0.94, d * 0.94, 0.06], paints.black);
  builder.box([0, -bay / 2, 0.05], [w, d - bay, h - 0.05], paints.body, 0.016);
  const doors = w > 0.75 ? 2 : 1;
  for (let i = 0; i < doors; i++) {
    const width = w / doors - 0.05;
    const x = doors === 1 ? 0 : (i - 0.5) * (w / 2);
    const hinge = i === 0 ? 1 : -1;
    builder.box([x, front - 0.004, h * 0.19], [width, 0.022, h * 0.76], paints.panel, 0.006);
    builder.box([x, front - 0.004, h * 0.05], [width, 0.022, h * 0.13], paints.louvre, 0.004);
    builder.block([x + hinge * (width / 2 - 0.04), front - 0.024, h * 0.46], [0.02, 0.02, 0.24], paints.dark);
  }
  const screen = doors === 1 ? 0 : -w / 4;
  builder.box([screen, front - 0.02, h * 0.72], [Math.min(0.3, w * 0.34), 0.016, 0.19], paints.screen, 0.004);
  builder.block([screen, front - 0.03, h * 0.72 + 0.035], [Math.min(0.24, w * 0.27), 0.006, 0.12], paints.lamp);
  // A band in the colours of the two loops it stands between.
  for (const [side, coat] of [
    [-1, paints.supply],
    [1, paints.return],
  ] as const)
    builder.block([side * w * 0.12, front - 0.014, h * 0.966], [w * 0.22, 0.014, 0.018], coat);
  if (bay > 0) drawCduRear(builder, p, ports, bay);
  for (const port of ports) {
    if (port.medium === 'liquid')
      stub(builder, port.at_m, port.normal, port.size_m ?? 0.1, /supply/.test(port.name) ? 'supply' : 'return', 0.16);
    else builder.block([port.at_m[0], port.at_m[1], port.at_m[2] - 0.01], [0.1, 0.1, 0.05], paints.black);
  }
}

/** Frame in which the long side runs along x: swaps the plan axes for units that are deeper than wide. */
const longest = ({ width_m, depth_m }: Body) =>
  width_m >= depth_m
    ? ({ axis: 'x', length: width_m, across: depth_m } as const)
    : ({ axis: 'y', length: depth_m, across: width_m } as const);

export function drawChiller(builder: GeometryBuilder, p: Body, ports: readonly Port[]): void {
  const { axis, length, across } = longest(p);
  const h = p.height_m;
  const spot = (along: number, over: number, z: number): [number, number, number] => (axis === 'x' ? [along, over, z] : [over, along, z]);
  const size = (along: number, over: number, z: number): [number, number, number] => (axis === 'x' ? [along, over, z] : [over, along, z]);
  builder.box(spot(0, 0, 0), size(length, across * 0.92, 0.16), paints.frame, 0.02);
  builder.box(spot(0, 0, 0.16), size(length * 0.98, across * 0.5, h * 0.36), paints.shade, 0.02);
  // Under the coils: a shell of the evaporator along one side, compressors and their lines along the other.
  const shell = Math.min(0.3, across * 0.13);
  builder.cylinder(spot(-length * 0.42, across * 0.33, 0.2 + shell), spot(length * 0.2, across * 0.33, 0.2 + shell), shell, paints.shade, {
    segments: 16,
  });
  for (const along of [-length * 0.42, length * 0.2])
    builder.cylinder(
      spot(along - 0.03, across * 0.33, 0.2 + shell),
      spot(along + 0.03, across * 0.33, 0.2 + shell),
      shell * 1.12,
      paints.steel,
      {
        segments: 16,
      },
    );
  const machines = Math.max(2, Math.min(6, Math.round(length / 2.2)));
  for (let i = 0; i < machines; i++) {
    const along = -length * 0.4 + ((i + 0.5) * length * 0.8) / machines;
    builder.cylinder(spot(along, -across * 0.33, 0.16), spot(along, -across * 0.33, 0.16 + h * 0.2), shell * 0.72, paints.dark, {
      segments: 14,
    });
    builder.cylinder(
      spot(along, -across * 0.33, 0.16 + h * 0.2),
      spot(along, -across * 0.33, 0.16 + h * 0.22),
      shell * 0.78,
      paints.steel,
      { segments: 14 },
    );
    builder.cylinder(spot(along, -across * 0.33, 0.16 + h * 0.21), spot(along, -across * 0.22, h * 0.42), 0.04, paints.steel, {
      segments: 8,
    });
  }
  const deck = h - 0.2;
  const foot = h * 0.34;
  const modules = Math.max(2, Math.round(length / 1.2));
  const pitch = length / modules;
  for (let i = 0; i < modules; i++) {
    const from = -length / 2 + i * pitch + 0.03;
    builder.prism(
      axis,
      [
        [-across * 0.33, foot],
        [across * 0.33, foot],
        [across * 0.485, deck],
        [-across * 0.485, deck],
      ],
      from,
      from + pitch - 0.06,
      paints.coil,
      paints.shade,
    );
  }
  for (const end of [-1, 1]) {
    builder.prism(
      axis,
      [
        [-across * 0.34, 0.16],
        [across * 0.34, 0.16],
        [across * 0.5, deck],
        [-across * 0.5, deck],
      ],
      end * (length / 2 - 0.08),
      end * (length / 2),
      paints.body,
    );
  }
  builder.box(spot(0, 0, deck), size(length, across, 0.08), paints.body, 0.02);
  const rows = across > 1.7 ? 2 : 1;
  const radius = Math.min(pitch * 0.44, (across / rows) * 0.44, 0.5);
  for (let i = 0; i < modules; i++) {
    for (let row = 0; row < rows; row++) {
      fan(builder, spot(-length / 2 + (i + 0.5) * pitch, rows === 1 ? 0 : (row - 0.5) * across * 0.5, deck + 0.08), 'z', radius);
    }
  }
  // Control panel on the end away from the water connections.
  const panel = -(length / 2 + 0.03);
  builder.box(spot(panel, 0, h * 0.24), size(0.1, across * 0.36, h * 0.44), paints.panel, 0.012);
  builder.block(spot(panel - 0.052, -across * 0.07, h * 0.5), size(0.012, 0.26, 0.18), paints.screen);
  for (const port of ports)
    if (port.medium === 'liquid') stub(builder, port.at_m, port.normal, port.size_m ?? 0.2, sideOf(port, true), 0.22);
}

export function drawDryCooler(builder: GeometryBuilder, p: Body, ports: readonly Port[]): void {
  const { axis, length, across } = longest(p);
  const h = p.height_m;
  const spot = (along: number, over: number, z: number): [number, number, number] => (axis === 'x' ? [along, over, z] : [over, along, z]);
  const legs = h * 0.34;
  const deck = h - 0.18;
  const modules = Math.max(2, Math.round(length / 1.3));
  for (let i = 0; i <= modules; i++) {
    for (const side of [-1, 1])
      builder.block(
        spot(-length / 2 + 0.06 + (i * (length - 0.12)) / modules, side * (across / 2 - 0.06), 0),
        [0.08, 0.08, legs],
        paints.frame,
      );
  }
  const slab = axis === 'x' ? ([length, across, deck - legs] as const) : ([across, length, deck - legs] as const);
  builder.box([0, 0, legs], slab, paints.coil, 0.015);
  builder.box([0, 0, deck], axis === 'x' ? [length, across, 0.07] : [across, length, 0.07], paints.body, 0.02);
  const rows = across > 1.9 ? 2 : 1;
  const radius = Math.min((length / modules) * 0.43, (across / rows) * 0.43);
  for (let i = 0; i < modules; i++) {
    for (let row = 0; row < rows; row++)
      fan(
        builder,
        spot(-length / 2 + ((i + 0.5) * length) / modules, rows === 1 ? 0 : (row - 0.5) * across * 0.5, deck + 0.07),
        'z',
        radius,
      );
  }
  for (const port of ports)
    if (port.medium === 'liquid') stub(builder, port.at_m, port.normal, port.size_m ?? 0.15, sideOf(port, true), 0.2);
}

/** Casing of an air unit: panels with seams between the frame's posts on both sides, doors for the coil and the drives at the back. */
function drawCasing(builder: GeometryBuilder, { width_m: w, depth_m: d, height_m: h }: Body): void {
  const bays = Math.max(1, Math.round(d / 1.1));
  for (const side of [-1, 1])
    for (let i = 0; i < bays; i++) {
      const y = -d / 2 + ((i + 0.5) * d) / bays;
      builder.box([side * (w / 2 + 0.002), y, 0.16], [0.03, d / bays - 0.07, h - 0.26], paints.panel, 0.01);
    }
  const doors = Math.max(2, Math.round(w / 0.95));
  const pitch = w / doors;
  for (let i = 0; i < doors; i++) {
    const x = -w / 2 + (i + 0.5) * pitch;
    // The air comes in through the coil above; below it are filters behind doors.
    builder.box([x, d / 2, h * 0.36], [pitch - 0.07, 0.03, h * 0.58], paints.coil, 0.006);
    builder.box([x, d / 2 + 0.004, 0.14], [pitch - 0.07, 0.03, h * 0.2], paints.panel, 0.008);
    builder.block([x + pitch * 0.34, d / 2 + 0.026, 0.14 + h * 0.07], [0.02, 0.02, 0.14], paints.dark);
  }
  builder.block([0, 0, 0], [w * 1.005, d * 1.005, 0.09], paints.frame);
  for (const y of [-d * 0.3, d * 0.3]) builder.box([0, y, h], [w * 0.94, 0.07, 0.05], paints.shade, 0.01);
  builder.box([w * 0.3, 0, h], [w * 0.26, d * 0.34, 0.035], paints.panel, 0.008);
}

export function drawFanWall(builder: GeometryBuilder, body: Body, ports: readonly Port[]): void {
  const { width_m: w, depth_m: d, height_m: h } = body;
  builder.box([0, 0, 0], [w, d, h], paints.body, 0.018);
  drawCasing(builder, body);
  const columns = Math.max(1, Math.round(w / 1));
  const rows = Math.max(1, Math.round(h / 1.05));
  const [cellW, cellH] = [w / columns, h / rows];
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j < rows; j++) {
      const at: [number, number, number] = [-w / 2 + (i + 0.5) * cellW, -d / 2, (j + 0.5) * cellH];
      builder.box([at[0], at[1] + 0.006, at[2] - cellH * 0.47], [cellW * 0.94, 0.02, cellH * 0.94], paints.shade, 0.006);
      fan(builder, at, 'y', Math.min(cellW, cellH) * 0.42, -1);
    }
  }
  for (const port of ports)
    if (port.medium === 'liquid') stub(builder, port.at_m, port.normal, port.size_m ?? 0.1, sideOf(port, false), 0.12);
}
