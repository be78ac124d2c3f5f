/** Branches at each bus: `incident[start[bus] … start[bus + 1])`. A branch between a bus and itself stands there twice. */
export interface Incidence {
  readonly start: Int32Array;
  readonly incident: Int32Array;
}

export function incidence(busCount: number, from: Int32Array, to: Int32Array): Incidence {
  const start = new Int32Array(busCount + 1);
  for (let b = 0; b < from.length; b++) {
    const f = from[b] as number;
    const t = to[b] as number;
    start[f + 1] = (start[f + 1] as number) + 1;
    start[t + 1] = (start[t + 1] as number) + 1;
  }
  for (let i = 0; i < busCount; i++) start[i + 1] = (start[i + 1] as number) + (start[i] as number);
  const next = start.slice();
  const incident = new Int32Array(2 * from.length);
  const put = (bus: number, branch: number) => {
    const at = next[bus] as number;
    incident[at] = branch;
    next[bus] = at + 1;
  };
  for (let b = 0; b < from.length; b++) {
    put(from[b] as number, b);
    put(to[b] as number, b);
  }
  return { start, incident };
}
