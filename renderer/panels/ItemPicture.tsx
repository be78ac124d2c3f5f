/** A small drawing of an item to scale, from its own dimensions, with what tells its kind apart. */
import type { ReactNode } from 'react';
import type { CatalogueItem } from '../../shared/catalogue/library.ts';
import { KindIcon } from '../ui/icons.tsx';

type XY = readonly [number, number];
type Face = (u: number, v: number) => XY;

const path = (points: readonly XY[]) => `M${points.map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join('L')}Z`;
const patch = (face: Face, u0: number, v0: number, u1: number, v1: number) =>
  path([face(u0, v0), face(u1, v0), face(u1, v1), face(u0, v1)]);
const steps = (count: number) => Array.from({ length: count }, (_, i) => i);

interface Faces {
  readonly front: Face;
  readonly side: Face;
  readonly top: Face;
}

function ring(face: Face, u: number, v: number, ru: number, rv: number): string {
  return path(steps(20).map((i) => face(u + ru * Math.cos((i * Math.PI) / 10), v + rv * Math.sin((i * Math.PI) / 10))));
}

/** Marks per kind on the three visible faces; u to the right, v upwards, both 0…1. */
function detail(kind: string, { front, side, top }: Faces, ratio: number): ReactNode {
  const line = 'var(--picture-line)';
  const dark = 'var(--picture-dark)';
  switch (kind) {
    case 'rack':
      return (
        <>
          <path d={patch(front, 0.08, 0.03, 0.92, 0.97)} fill={dark} />
          {steps(9).map((i) => (
            <path key={i} d={patch(front, 0.16, 0.08 + i * 0.1, 0.84, 0.14 + i * 0.1)} fill="var(--picture-it)" />
          ))}
        </>
      );
    case 'cdu':
      return (
        <>
          <path d={patch(front, 0.46, 0.05, 0.5, 0.95)} fill={line} />
          <path d={patch(front, 0.14, 0.7, 0.4, 0.84)} fill={dark} />
          {[0.25, 0.7].map((u, i) => (
            <path key={u} d={ring(top, u, 0.5, 0.1, 0.16)} fill={i === 0 ? 'var(--supply)' : 'var(--return)'} />
          ))}
        </>
      );
    case 'chiller':
    case 'dry-cooler':
    case 'adiabatic-cooler':
    case 'cooling-tower': {
      const fans = Math.max(2, Math.min(7, Math.round(ratio * 1.4)));
      return (
        <>
          {steps(fans).flatMap((i) =>
            [0.28, 0.72].map((v) => (
              <path key={`${i} ${v}`} d={ring(top, (i + 0.5) / fans, v, 0.38 / fans, 0.19)} fill={dark} stroke={line} strokeWidth={0.4} />
            )),
          )}
          {steps(fans).map((i) => (
            <path key={i} d={patch(front, (i + 0.1) / fans, 0.2, (i + 0.9) / fans, 0.9)} fill={dark} opacity={0.6} />
          ))}
        </>
      );
    }
    case 'fan-wall':
    case 'in-row-cooler': {
      const fans = Math.max(2, Math.round(ratio * 2));
      return steps(fans).flatMap((i) =>
        [0.27, 0.73].map((v) => (
          <path key={`${i} ${v}`} d={ring(front, (i + 0.5) / fans, v, 0.4 / fans, 0.19)} fill={dark} stroke={line} strokeWidth={0.4} />
        )),
      );
    }
    case 'transformer':
      return (
        <>
          {steps(8).map((i) => (
            <path key={i} d={patch(front, 0.06 + i * 0.115, 0.15, 0.12 + i * 0.115, 0.85)} fill={dark} />
          ))}
          {[0.25, 0.5, 0.75].map((u) => (
            <path key={u} d={ring(top, u, 0.5, 0.07, 0.12)} fill={line} />
          ))}
        </>
      );
    case 'ups':
    case 'switchgear':
    case 'switchboard':
    case 'rpp':
    case 'power-shelf':
    case 'rectifier':
    case 'dc-converter':
    case 'dc-board':
    case 'ats':
    case 'sts':
    case 'capacitor-bank':
    case 'bess': {
      const doors = kind === 'rpp' || kind === 'power-shelf' ? 1 : Math.max(2, Math.min(6, Math.round(ratio * 2.5)));
      return (
        <>
          {steps(doors).map((i) => (
            <path key={i} d={patch(front, (i + 0.08) / doors, 0.05, (i + 0.92) / doors, 0.95)} fill={dark} opacity={0.55} />
          ))}
          {steps(doors).map((i) => (
            <path key={i} d={patch(front, (i + 0.3) / doors, 0.72, (i + 0.7) / doors, 0.82)} fill={line} />
          ))}
        </>
      );
    }
    case 'generator':
      return (
        <>
          <path d={patch(front, 0.05, 0.2, 0.25, 0.85)} fill={dark} />
          {steps(6).map((i) => (
            <path key={i} d={patch(side, 0.2, 0.15 + i * 0.13, 0.8, 0.21 + i * 0.13)} fill={dark} />
          ))}
          <path d={ring(top, 0.8, 0.5, 0.03, 0.1)} fill={dark} />
        </>
      );
    case 'busway':
    case 'dc-busway':
      return steps(5).map((i) => <path key={i} d={patch(front, 0.08 + i * 0.19, -1.4, 0.15 + i * 0.19, 0)} fill={dark} />);
    default:
      return <path d={patch(front, 0.15, 0.15, 0.85, 0.85)} fill={dark} opacity={0.5} />;
  }
}

const asSymbol = new Set(['pipe', 'cable', 'whip', 'valve', 'pump', 'expansion-vessel', 'utility', 'header']);

export function ItemPicture({ item }: { item: CatalogueItem }) {
  const size = (name: string) => {
    const value = item.values[name]?.value;
    return typeof value === 'number' && value > 0 ? value : undefined;
  };
  const isBusway = item.kind.endsWith('busway');
  const w = size('width_m') ?? (isBusway ? 3 : undefined);
  const d = size('depth_m') ?? (isBusway ? 0.2 : undefined);
  const h = size('height_m') ?? (isBusway ? 0.2 : undefined);
  if (asSymbol.has(item.kind) || w === undefined || d === undefined || h === undefined) {
    return (
      <span className="picture-symbol" aria-hidden>
        <KindIcon kind={item.kind} size={26} />
      </span>
    );
  }
  // Dimetric: x to the lower right, y to the upper right, z up.
  const at = (x: number, y: number, z: number): XY => [x * 0.9 + y * 0.55, x * 0.32 - y * 0.36 - z];
  const faces: Faces = { front: (u, v) => at(u * w, 0, v * h), side: (u, v) => at(w, u * d, v * h), top: (u, v) => at(u * w, v * d, h) };
  const corners = [0, w].flatMap((x) => [0, d].flatMap((y) => [0, h].map((z) => at(x, y, z))));
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  const box = [Math.min(...xs), Math.min(...ys), Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)] as const;
  const scale = Math.min(62 / box[2], 40 / box[3]);
  const view =
    (face: Face): Face =>
    (u, v) => {
      const [x, y] = face(u, v);
      return [(x - box[0] - box[2] / 2) * scale, (y - box[1] - box[3] / 2) * scale];
    };
  const drawn: Faces = { front: view(faces.front), side: view(faces.side), top: view(faces.top) };
  return (
    <svg viewBox="-40 -23 80 46" aria-hidden="true" className="picture">
      <path d={patch(drawn.front, 0, 0, 1, 1)} fill="var(--picture-front)" />
      <path d={patch(drawn.side, 0, 0, 1, 1)} fill="var(--picture-side)" />
      <path d={patch(drawn.top, 0, 0, 1, 1)} fill="var(--picture-top)" />
      {detail(item.kind, drawn, w / h)}
    </svg>
  );
}
