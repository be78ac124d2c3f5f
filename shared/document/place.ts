/** Places in the site's frame: x east, y north, z up, metres. */
export type Point = readonly [x_m: number, y_m: number];
export type Place = readonly [x_m: number, y_m: number, z_m: number];
