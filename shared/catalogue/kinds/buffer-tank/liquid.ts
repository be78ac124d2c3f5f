import type { LiquidContribution } from '../../../network/liquid.ts';
import type { BufferTankParameters } from './definition.ts';

/** Nozzle losses are stated on a density; the usual temperature of the loops, where ±20 K moves it by 1 %. */
const reference_K = 308.15;

/**
 * One mixing node with a nozzle per connected port. Steady state: the volume counts for the vessel, the shell
 * loses UA·(T_tank − T_room), shared by the outlets, where the liquid has the tank's temperature.
 */
export const bufferTankLiquid: LiquidContribution<BufferTankParameters> = (build) => {
  const p = build.parameters;
  const circuits = Array.from({ length: p.circuits }, (_, i) => i + 1);
  const connected = (side: 'in' | 'out') => circuits.map((i) => `${side}-${i}`).filter((port) => build.fluidAt(port) !== undefined);
  const [inlets, outlets] = [connected('in'), connected('out')];
  const near = inlets[0] ?? outlets[0];
  if (near === undefined) return;
  const mixed = build.inner('mixed', near);
  if (inlets.length + outlets.length > 2) build.separate(mixed);
  const { density_kg_m3 } = build.properties(near, reference_K);
  const area_m2 = (Math.PI / 4) * p.portSize_m ** 2;
  const element = { type: 'resistance', coefficient: (p.nozzleLoss * density_kg_m3) / (2 * area_m2 ** 2), exponent: 2 } as const;
  const volume_m3 = p.volume_m3 / (inlets.length + outlets.length);
  const open = !build.isolated;
  for (const port of inlets) build.branch({ name: port, from: build.port(port), to: mixed, element, open, volume_m3 });
  for (const port of outlets) {
    build.branch({
      name: port,
      from: mixed,
      to: build.port(port),
      element,
      heat: { type: 'surroundings', conductance_W_K: p.conductance_W_K / outlets.length, ambient_K: build.surroundings_K },
      open,
      volume_m3,
    });
  }
};
