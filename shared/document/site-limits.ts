/** How far from the origin of a site anything may stand: farther away is a wrong unit or a slip of the keyboard, and no file is read with it. */
export const farthest_m = 1e6;

const inSite = (value_m: number): boolean => Math.abs(value_m) <= farthest_m;

/** Whether all coordinates of places or points are numbers within the site. */
export const withinSite = (places: Iterable<readonly number[]>): boolean => {
  for (const place of places) if (!place.every(inSite)) return false;
  return true;
};

export const beyondSite = `Nothing stands farther than ${farthest_m / 1000} km from the origin`;
