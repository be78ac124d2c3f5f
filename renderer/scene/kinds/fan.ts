/** An axial fan: ring, dark throat, hub and blades. */
import { type GeometryBuilder, type P3, paints } from '../geometry-builder.ts';

/** @param out direction the fan blows: 1 or −1 along its axis */
export function fan(builder: GeometryBuilder, centre: P3, axis: 'y' | 'z', radius: number, out: 1 | -1 = 1): void {
  const along = (step: number): P3 =>
    axis === 'z' ? [centre[0], centre[1], centre[2] + step * out] : [centre[0], centre[1] + step * out, centre[2]];
  const rim = Math.min(0.14, radius * 0.22);
  builder.cylinder(centre, along(rim), radius, paints.body, { segments: 20, caps: false, end: radius * 0.97 });
  builder.cylinder(along(rim), along(rim * 0.98), radius * 0.97, paints.panel, { segments: 20, end: radius * 0.86, caps: false });
  builder.cylinder(along(rim * 0.2), along(rim * 0.55), radius * 0.88, paints.rotor, { segments: 20 });
  const blades = 7;
  for (let i = 0; i < blades; i++) {
    const at = (angle: number, r: number, lift: number): P3 => {
      const [c, s] = [Math.cos(angle) * r, Math.sin(angle) * r];
      const base = along(rim * lift);
      return axis === 'z' ? [base[0] + c, base[1] + s, base[2]] : [base[0] + c, base[1], base[2] + s];
    };
    const start = (i / blades) * Math.PI * 2;
    builder.face(
      [
        at(start, radius * 0.22, 0.62),
        at(start + 0.1, radius * 0.84, 0.6),
        at(start + 0.5, radius * 0.84, 0.84),
        at(start + 0.62, radius * 0.22, 0.86),
      ],
      along(-1),
      paints.steel,
    );
  }
  builder.cylinder(along(rim * 0.4), along(rim * 0.95), radius * 0.24, paints.shade, { segments: 10, end: radius * 0.18 });
}

/** A short flanged stub where a pipe leaves equipment. */
export function stub(
  builder: GeometryBuilder,
  at: P3,
  normal: P3,
  bore_m: number,
  side: 'supply' | 'return' | 'none',
  length_m = 0.14,
): void {
  const radius = Math.max(0.012, bore_m * 0.5);
  const along = (step: number): P3 => [at[0] + normal[0] * step, at[1] + normal[1] * step, at[2] + normal[2] * step];
  const coat = side === 'supply' ? paints.supply : side === 'return' ? paints.return : paints.steel;
  builder.cylinder(along(-0.02), along(length_m), radius, coat, { segments: 12 });
  builder.cylinder(along(0), along(0.022), radius * 1.5, paints.steel, { segments: 12 });
  builder.cylinder(along(length_m - 0.02), along(length_m), radius * 1.32, paints.steel, { segments: 12 });
}
