/** A reference design drawn to scale from its own records: rooms and equipment in a dimetric view. */
import { useEffect, useState } from 'react';
import { kindOf, parametersOf } from '../../shared/catalogue/resolve.ts';
import { routeOf } from '../../shared/catalogue/route.ts';
import type { Design } from '../../shared/designs/design.ts';
import type { Document } from '../../shared/document/document.ts';
import type { Place } from '../../shared/document/records.ts';
import { footprint } from '../../shared/geometry/pose.ts';
import { type RunSide, sidesOf } from '../scene/run-sides.ts';

interface Shape {
  readonly path: string;
  readonly fill: string;
  readonly stroke?: string;
}

interface Picture {
  readonly shapes: readonly Shape[];
  readonly box: readonly [x: number, y: number, width: number, height: number];
}

/** Seen from the south-west above: x to the lower right, y to the upper right. */
const project = ([x, y, z]: Place): readonly [number, number] => [x * 0.82 + y * 0.57, x * 0.33 - y * 0.42 - z * 0.86];

/** Racks carry the colour, the rest stays in the greys of painted metal; runs have the colours of the scene. */
const colours: Readonly<Record<string, string>> = {
  rack: 'var(--ramp-3)',
  it: 'var(--ramp-3)',
  cdu: '#b7c0c8',
  liquid: '#9aa4ad',
  air: '#a5aeb6',
  electrical: '#7f8891',
};
const runColours: Readonly<Partial<Record<RunSide, string>>> = { supply: 'var(--supply)', return: 'var(--return)' };
const mostEquipment = 2500;

function draw(document: Document): Picture {
  const points: (readonly [number, number])[] = [];
  const path = (places: readonly Place[], close = true) => {
    const projected = places.map(project);
    points.push(...projected);
    return `M${projected.map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join('L')}${close ? 'Z' : ''}`;
  };
  const shapes: Shape[] = [];
  for (const space of document.tables.space.values()) {
    if (space.kind === 'aisle' || space.kind === 'zone') continue;
    shapes.push({
      path: path(space.outline_m.map(([x, y]): Place => [x, y, space.elevation_m])),
      fill: 'var(--picture-floor)',
      stroke: 'var(--line-strong)',
    });
  }
  const boxes = [...document.tables.equipment.values()].slice(0, mostEquipment).flatMap((equipment) => {
    const kind = kindOf(document, equipment);
    const parameters = parametersOf(document, equipment);
    const envelope = parameters.ok ? kind?.envelope?.(parameters.value) : undefined;
    if (!kind || !envelope) return [];
    const base = footprint(equipment.position_m, equipment.yaw_deg, envelope.width_m, envelope.depth_m);
    return [
      {
        base,
        low: equipment.position_m[2],
        high: equipment.position_m[2] + envelope.height_m,
        colour: colours[kind.kind] ?? colours[kind.discipline] ?? '#8b949e',
        depth: project([equipment.position_m[0], equipment.position_m[1], 0])[1] + equipment.position_m[2],
      },
    ];
  });
  boxes.sort((a, b) => a.depth - b.depth);
  for (const { base, low, high, colour } of boxes) {
    const at = (i: number, z: number): Place => [base[i % 4]?.[0] ?? 0, base[i % 4]?.[1] ?? 0, z];
    // Of the four sides only those that face the viewer, south and east, are drawn.
    for (let i = 0; i < 4; i++) {
      const a = at(i, low);
      const b = at(i + 1, low);
      const outward = [b[1] - a[1], a[0] - b[0]] as const;
      if (outward[0] * 0.6 - outward[1] * 0.8 <= 1e-9) continue;
      shapes.push({
        path: path([a, b, at(i + 1, high), at(i, high)]),
        fill: `color-mix(in srgb, ${colour}, var(--picture-shade) ${outward[0] > Math.abs(outward[1]) ? 50 : 30}%)`,
      });
    }
    shapes.push({ path: path([0, 1, 2, 3].map((i) => at(i, high))), fill: `color-mix(in srgb, ${colour}, white 12%)` });
  }
  const sides = sidesOf(document).ofRun;
  for (const connection of [...document.tables.connection.values()].slice(0, mostEquipment)) {
    const side = sides.get(connection.id);
    const colour = side && runColours[side];
    const route = colour ? routeOf(document, connection) : [];
    if (colour && route.length > 1) shapes.push({ path: path(route, false), fill: 'none', stroke: colour });
  }
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  if (points.length === 0) return { shapes, box: [0, 0, 1, 1] };
  const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b));
  const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b));
  const width = most(xs) - least(xs);
  const height = most(ys) - least(ys);
  // Runs that lie on top of each other are one line in a picture.
  const distinct = [...new Map(shapes.map((shape) => [`${shape.path} ${shape.fill}`, shape])).values()];
  return { shapes: distinct, box: [least(xs) - width * 0.06, least(ys) - height * 0.08, width * 1.12, height * 1.16] };
}

const drawn = new Map<string, Picture>();

export function DesignPicture({ design }: { design: Design }) {
  const [picture, setPicture] = useState(() => drawn.get(design.name));
  useEffect(() => {
    if (picture) return;
    // After the first paint: the cards stand at once, their pictures follow.
    const timer = setTimeout(() => {
      const built = design.build({});
      if (!built.ok) return;
      const made = draw(built.value);
      drawn.set(design.name, made);
      setPicture(made);
    }, 30);
    return () => clearTimeout(timer);
  }, [design, picture]);
  if (!picture) return <span className="design-picture" />;
  const line = picture.box[2] / 420;
  return (
    <svg className="design-picture" viewBox={picture.box.join(' ')} preserveAspectRatio="xMidYMid meet" aria-hidden="true">
      {picture.shapes.map(({ path, fill, stroke }) => (
        <path
          key={`${path} ${fill}`}
          d={path}
          fill={fill}
          stroke={stroke ?? 'none'}
          strokeWidth={stroke ? line : 0}
          strokeLinejoin="round"
        />
      ))}
    </svg>
  );
}
