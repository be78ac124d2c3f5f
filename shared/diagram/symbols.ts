/**
 * Symbols as primitives. Electrical: IEC 60617 (S00213 circuit breaker, S00227 disconnector, S00820 generator,
 * S00841 transformer, S00893 converter). Liquid: ISO 10628-2 and ISA-5.1. Drawn in the box the shape gives.
 */
import { arc, circle, type Ink, letters, line, type Primitive, polygon } from './art.ts';
import type { SymbolName } from './graph.ts';
import type { Box } from './shape.ts';

const stroke = 1.5;

type Draw = (box: Box, ink: Ink) => readonly Primitive[];

const middle = ({ x, y, width, height }: Box): readonly [number, number] => [x + width / 2, y + height / 2];

const frame = ({ x, y, width, height }: Box, ink: Ink, fill: Ink = 'panel'): Primitive => ({
  type: 'box',
  box: { x, y, width, height },
  round: 1,
  ink,
  width: stroke,
  fill,
});

/** One wave of alternating current, `w` wide. */
const wave = (ink: Ink, x: number, y: number, w: number): readonly Primitive[] => [
  arc(ink, 1.25, x - w / 4, y, w / 4, 0, 180),
  arc(ink, 1.25, x + w / 4, y, w / 4, 180, 360),
];

const utility: Draw = (box, ink) => {
  const { x, y, width: w, height: h } = box;
  const hatch = [0.25, 0.5, 0.75].flatMap((part) => [
    line(ink, 1, [x + part * w, y], [x + w, y + (1 - part) * h]),
    line(ink, 1, [x, y + part * h], [x + (1 - part) * w, y + h]),
    line(ink, 1, [x + part * w, y], [x, y + part * h]),
    line(ink, 1, [x + w, y + part * h], [x + part * w, y + h]),
  ]);
  return [frame(box, ink), line(ink, 1, [x, y], [x + w, y + h]), line(ink, 1, [x + w, y], [x, y + h]), ...hatch];
};

const generator: Draw = (box, ink) => {
  const [x, y] = middle(box);
  return [circle(ink, stroke, x, y, box.width / 2, 'panel'), letters(ink, x, y + 0.5, 'G', 11), ...wave(ink, x, y + 5.5, 10)];
};

const transformer: Draw = (box, ink) => {
  const [x] = middle(box);
  const r = box.width / 2;
  return [circle(ink, stroke, x, box.y + r, r, 'panel'), circle(ink, stroke, x, box.y + box.height - r, r)];
};

const direct = (ink: Ink, x: number, y: number): readonly Primitive[] => [
  line(ink, 1.25, [x - 4.5, y - 2], [x + 4.5, y - 2]),
  line(ink, 1.25, [x - 4.5, y + 2], [x - 1.5, y + 2]),
  line(ink, 1.25, [x + 1.5, y + 2], [x + 4.5, y + 2]),
];

const dcConverter: Draw = (box, ink) => {
  const { x, y, width: w, height: h } = box;
  return [
    frame(box, ink),
    line(ink, 1.25, [x, y + h], [x + w, y]),
    ...direct(ink, x + w * 0.3, y + h * 0.28),
    ...direct(ink, x + w * 0.7, y + h * 0.72),
  ];
};

const capacitor: Draw = (box, ink) => {
  const [x, y] = middle(box);
  return [
    line(ink, stroke, [x, box.y], [x, y - 3]),
    line(ink, 2, [x - 9, y - 3], [x + 9, y - 3]),
    line(ink, 2, [x - 9, y + 3], [x + 9, y + 3]),
    line(ink, stroke, [x, y + 3], [x, box.y + box.height]),
  ];
};

/** AC to AC over a battery, as one converter: the stroke divides input and output. */
const ups: Draw = (box, ink) => {
  const { x, y, width: w, height: h } = box;
  return [
    frame(box, ink),
    line(ink, 1.25, [x, y + h], [x + w, y]),
    ...wave(ink, x + w * 0.28, y + h * 0.3, 9),
    ...direct(ink, x + w * 0.72, y + h * 0.73),
  ];
};

const panel: Draw = (box, ink) => {
  const { x, y, width: w, height: h } = box;
  return [frame(box, ink), ...[0.27, 0.5, 0.73].map((part) => line(ink, 1.5, [x + part * w, y + h * 0.28], [x + part * w, y + h * 0.72]))];
};

const busway: Draw = ({ x, y, width: w, height: h }, ink) => [
  line(ink, 3, [x, y + h * 0.4], [x + w, y + h * 0.4]),
  line(ink, 1.25, [x + w / 2, y], [x + w / 2, y + h * 0.4]),
  ...[0.12, 0.5, 0.88].map((part) => line(ink, 1.5, [x + part * w, y + h * 0.4], [x + part * w, y + h])),
];

const transfer: Draw = (box, ink) => {
  const { x, y, width: w, height: h } = box;
  return [
    frame(box, ink),
    line(ink, 1.25, [x + w * 0.25, y], [x + w * 0.25, y + h * 0.3], [x + w * 0.5, y + h * 0.7], [x + w * 0.5, y + h]),
    line(ink, 1.25, [x + w * 0.75, y], [x + w * 0.75, y + h * 0.3]),
    circle(ink, 1.25, x + w * 0.75, y + h * 0.36, 1.6),
  ];
};

const battery: Draw = (box, ink) => {
  const [x, y] = middle(box);
  return [
    frame(box, ink),
    line(ink, 1.25, [x - 8, y - 4], [x + 8, y - 4]),
    line(ink, 2.5, [x - 4, y], [x + 4, y]),
    line(ink, 1.25, [x - 8, y + 4], [x + 8, y + 4]),
    line(ink, 2.5, [x - 4, y + 8], [x + 4, y + 8]),
  ];
};

/** Circuit breaker closed: the cross of its contact on the line. */
const breaker: Draw = (box, ink) => {
  const [x, y] = middle(box);
  return [
    line(ink, stroke, [x, box.y], [x, box.y + box.height]),
    line(ink, stroke, [x - 3.5, y - 3.5], [x + 3.5, y + 3.5]),
    line(ink, stroke, [x + 3.5, y - 3.5], [x - 3.5, y + 3.5]),
  ];
};

const openBreaker: Draw = (box, ink) => {
  const [x] = middle(box);
  const { y, height: h } = box;
  return [
    line(ink, stroke, [x, y], [x, y + 4]),
    line(ink, stroke, [x - 3, y + 1], [x + 3, y + 7]),
    line(ink, stroke, [x + 3, y + 1], [x - 3, y + 7]),
    line(ink, stroke, [x - 6, y + 6], [x, y + h - 3], [x, y + h]),
  ];
};

const motor: Draw = (box, ink) => {
  const [x, y] = middle(box);
  return [circle(ink, stroke, x, y, Math.min(box.width, box.height) / 2, 'panel'), letters(ink, x, y + 4, 'M', 11)];
};

const pump: Draw = (box, ink) => {
  const [x, y] = middle(box);
  const r = box.width / 2;
  return [
    circle(ink, stroke, x, y, r, 'panel'),
    polygon(ink, 1.25, 'none', [x - r * 0.45, y - r * 0.87], [x - r, y], [x - r * 0.45, y + r * 0.87]),
  ];
};

const exchanger: Draw = (box, ink) => {
  const { x, y, width: w, height: h } = box;
  return [
    frame(box, 'text'),
    line('text', 1, [x, y + h], [x + w, y]),
    line(
      ink,
      1.5,
      [x, y + h * 0.24],
      [x + w * 0.2, y + h * 0.24],
      [x + w * 0.3, y + h * 0.38],
      [x + w * 0.2, y + h * 0.52],
      [x + w * 0.3, y + h * 0.64],
      [x + w * 0.2, y + h * 0.76],
      [x, y + h * 0.76],
    ),
    line(
      ink,
      1.5,
      [x + w, y + h * 0.24],
      [x + w * 0.8, y + h * 0.24],
      [x + w * 0.7, y + h * 0.38],
      [x + w * 0.8, y + h * 0.52],
      [x + w * 0.7, y + h * 0.64],
      [x + w * 0.8, y + h * 0.76],
      [x + w, y + h * 0.76],
    ),
  ];
};

const fan = (ink: Ink, x: number, y: number, r: number): readonly Primitive[] => [
  circle(ink, 1.25, x, y, r),
  polygon(ink, 1, 'none', [x, y], [x - r * 0.8, y - r * 0.55], [x - r * 0.8, y + r * 0.55]),
  polygon(ink, 1, 'none', [x, y], [x + r * 0.8, y - r * 0.55], [x + r * 0.8, y + r * 0.55]),
];

const dryCooler: Draw = (box, ink) => {
  const { x, y, width: w, height: h } = box;
  return [frame(box, ink), ...fan(ink, x + w * 0.3, y + h * 0.5, 8), ...fan(ink, x + w * 0.7, y + h * 0.5, 8)];
};

/** A cooler with a compressor: circle with the converging lines of its housing. */
const chiller: Draw = (box, ink) => {
  const { x, y, width: w, height: h } = box;
  const r = 8;
  const [cx, cy] = [x + w * 0.3, y + h * 0.5];
  return [
    frame(box, ink),
    circle(ink, 1.25, cx, cy, r),
    line(ink, 1.25, [cx - r * 0.85, cy - r * 0.5], [cx + r * 0.95, cy - r * 0.25]),
    line(ink, 1.25, [cx - r * 0.85, cy + r * 0.5], [cx + r * 0.95, cy + r * 0.25]),
    ...fan(ink, x + w * 0.74, cy, 7),
  ];
};

const tower: Draw = ({ x, y, width: w, height: h }, ink) => [
  polygon(ink, stroke, 'panel', [x + w * 0.14, y], [x + w * 0.86, y], [x + w, y + h], [x, y + h]),
  ...fan(ink, x + w / 2, y + 8, 6),
  ...[0.25, 0.5, 0.75].map((part) => line(ink, 1, [x + part * w, y + h * 0.55], [x + part * w, y + h * 0.8])),
];

const coil: Draw = (box, ink) => {
  const { x, y, width: w, height: h } = box;
  return [
    frame(box, ink),
    line(
      ink,
      1.25,
      [x, y + h * 0.3],
      [x + w * 0.25, y + h * 0.2],
      [x + w * 0.4, y + h * 0.8],
      [x + w * 0.55, y + h * 0.2],
      [x + w * 0.7, y + h * 0.8],
    ),
    ...fan(ink, x + w * 0.8, y + h * 0.5, 6),
  ];
};

const bowTie = (ink: Ink, x: number, y: number, w: number, h: number): Primitive =>
  polygon(ink, 1.25, 'panel', [x, y], [x + w, y + h], [x + w, y], [x, y + h]);

const valve: Draw = ({ x, y, width: w, height: h }, ink) => [bowTie(ink, x, y, w, h)];

/** Balancing: a valve with a measuring arrow across. */
const balancingValve: Draw = ({ x, y, width: w, height: h }, ink) => [
  bowTie(ink, x, y + 1, w, h - 2),
  line(ink, 1, [x + w * 0.5, y + h * 0.5], [x + w * 0.5, y - 4]),
  line(ink, 1, [x + w * 0.3, y - 4], [x + w * 0.7, y - 4]),
];

const controlValve: Draw = ({ x, y, width: w, height: h }, ink) => [
  bowTie(ink, x, y + h / 2 - 6, w, 12),
  line(ink, 1.25, [x + w / 2, y + h / 2], [x + w / 2, y + 4]),
  arc(ink, 1.25, x + w / 2, y + 4, 5, 0, 180),
  line(ink, 1.25, [x + w / 2 - 5, y + 4], [x + w / 2 + 5, y + 4]),
];

const checkValve: Draw = ({ x, y, width: w, height: h }, ink) => [
  line(ink, 1.25, [x, y], [x, y + h]),
  line(ink, 1.25, [x + w, y], [x + w, y + h]),
  line(ink, 1.25, [x, y], [x + w, y + h]),
  circle(ink, 1, x + 3, y + 3, 1.6, ink),
];

const strainer: Draw = ({ x, y, width: w, height: h }, ink) => [
  polygon(ink, 1.25, 'panel', [x, y], [x + w, y], [x + w, y + h * 0.7], [x, y + h * 0.7]),
  line(ink, 1.25, [x + w * 0.3, y], [x + w * 0.75, y + h]),
];

const tank: Draw = ({ x, y, width: w, height: h }, ink) => [
  line(ink, stroke, [x, y + 7], [x, y + h - 7]),
  line(ink, stroke, [x + w, y + 7], [x + w, y + h - 7]),
  arc(ink, stroke, x + w / 2, y + 13, w / 2, 27, 153),
  arc(ink, stroke, x + w / 2, y + h - 13, w / 2, 207, 333),
];

const vessel: Draw = ({ x, y, width: w, height: h }, ink) => [
  ...tank({ x, y, width: w, height: h }, ink),
  line(ink, 1, [x, y + h / 2], [x + w, y + h / 2]),
];

const box: Draw = (area, ink) => [frame(area, ink)];

const drawings: Readonly<Partial<Record<SymbolName, Draw>>> = {
  utility,
  generator,
  transformer,
  ups,
  rectifier: ups,
  panel,
  busway,
  transfer,
  battery,
  'dc-converter': dcConverter,
  capacitor,
  breaker,
  'breaker-open': openBreaker,
  load: motor,
  pump,
  exchanger,
  chiller,
  'dry-cooler': dryCooler,
  tower,
  coil,
  valve,
  'balancing-valve': balancingValve,
  'control-valve': controlValve,
  'check-valve': checkValve,
  strainer,
  tank,
  vessel,
};

export const symbolArt = (symbol: SymbolName, area: Box, ink: Ink): readonly Primitive[] => (drawings[symbol] ?? box)(area, ink);
