/** Published curves as points. */

/** Value at x along points with rising x: linear between them, flat outside; 1 without points. */
export function alongPoints(points: readonly (readonly [x: number, y: number])[], x: number): number {
  let before = points[0];
  if (!before) return 1;
  if (x <= before[0]) return before[1];
  for (const point of points) {
    if (x <= point[0]) return before[1] + ((point[1] - before[1]) * (x - before[0])) / (point[0] - before[0]);
    before = point;
  }
  return before[1];
}
