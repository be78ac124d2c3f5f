/** Whether the person asked the system for as little motion as possible: then everything is instant and nothing moves by itself. */
export const prefersStill = (): boolean => globalThis.matchMedia?.('(prefers-reduced-motion: reduce)').matches ?? false;
