/** Lines of the drawings under the plan, where they lie: what a corner that is traced over them catches on. */
import type { Document } from '../document/document.ts';
import type { Point } from '../document/records.ts';
import { nearestOn } from '../geometry/polygon.ts';
import type { Segment } from './snap-corner.ts';

/**
 * Lines within reach of a place, of all drawings that are shown. Images have none. Looks at every line once: the most
 * that a design carries, 200,000 points, take about a millisecond.
 */
export function underlayEdges({ tables }: Document, [x, y]: Point, reach_m: number): readonly Segment[] {
  const found: Segment[] = [];
  for (const { drawing, at_m, width_m, yaw_deg, hidden } of tables.underlay.values()) {
    const content = tables.drawing.get(drawing)?.content;
    if (hidden || content?.kind !== 'lines') continue;
    const scale = width_m / Math.max(0.001, content.width_m);
    const turn = (yaw_deg * Math.PI) / 180;
    const [cos, sin] = [Math.cos(turn) * scale, Math.sin(turn) * scale];
    const laid = (px: number, py: number): Point => [at_m[0] + px * cos - py * sin, at_m[1] + px * sin + py * cos];
    // The place as the drawing has it: lines are only carried over once they are near.
    const [dx, dy] = [x - at_m[0], y - at_m[1]];
    const here: Point = [(dx * cos + dy * sin) / scale ** 2, (dy * cos - dx * sin) / scale ** 2];
    const reach = reach_m / scale;
    for (const chain of content.chains_m)
      for (let i = 0; i + 3 < chain.length; i += 2) {
        const [ax, ay, bx, by] = [chain[i], chain[i + 1], chain[i + 2], chain[i + 3]] as [number, number, number, number];
        if (Math.min(ax, bx) > here[0] + reach || Math.max(ax, bx) < here[0] - reach) continue;
        if (Math.min(ay, by) > here[1] + reach || Math.max(ay, by) < here[1] - reach) continue;
        const near = nearestOn([ax, ay], [bx, by], here);
        if (Math.hypot(near[0] - here[0], near[1] - here[1]) <= reach) found.push([laid(ax, ay), laid(bx, by)]);
      }
  }
  return found;
}
