/** Centre heights of the pipe planes in the hall, metres above the floor. */
export const planes = { tcsSupply_m: 2.75, tcsReturn_m: 3.1, fwsReturn_m: 3.75, fwsSupply_m: 4.15 } as const;
