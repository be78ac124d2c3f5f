/** Which pipe or cable, and which system, two ports take. */
import { kindNamed } from '../catalogue/kinds/index.ts';
import { itemParameters } from '../catalogue/resolve.ts';
import type { Document } from '../document/document.ts';
import type { Item, System } from '../document/records.ts';
import { type Refusal, refuse } from '../problem.ts';
import { type Fit, mm, sameVoltage } from './compatible.ts';

type Numbers = Readonly<Record<string, number | undefined>>;

const numbersOf = (item: Item): Numbers => {
  const parameters = itemParameters(item);
  return parameters.ok ? (parameters.value as Numbers) : {};
};

const isLiquid = (fit: Fit) => fit.fromPort.medium === 'liquid';

/** Why this run item does not fit these ports. */
export function runFault(fit: Fit, item: Item): string | undefined {
  const kind = kindNamed(item.kind);
  if (kind?.form !== 'run') return `${item.title} is not a pipe or cable`;
  if ((item.kind === 'pipe') !== isLiquid(fit)) return `${item.title} cannot carry what ${fit.fromPort.name} delivers`;
  const values = numbersOf(item);
  if (!isLiquid(fit)) {
    const rated = values.voltage_V;
    return fit.voltage_V !== undefined && rated !== undefined && rated < fit.voltage_V * 0.94
      ? `${item.title} is rated ${rated} V, the port is ${fit.voltage_V} V`
      : undefined;
  }
  const bore = values.nominalSize_m ?? values.innerDiameter_m;
  for (const port of [fit.fromPort, fit.toPort]) {
    if (bore === undefined || port.size_m === undefined) continue;
    const ratio = bore / port.size_m;
    if (ratio > 2.5 || (ratio < 0.4 && !fit.branching.includes(port)))
      return `${item.title} (${mm(bore)}) does not fit ${port.name} (${mm(port.size_m)}): more than one reducer apart`;
  }
  return undefined;
}

/** Pipe nearest in bore to the smaller port; cable with the lowest sufficient voltage and the highest ampacity. */
export function chooseItem(document: Document, fit: Fit, catalogue: readonly Item[]): Item | Refusal {
  const candidates = [...document.tables.item.values(), ...catalogue].filter((item) => runFault(fit, item) === undefined);
  const bore = Math.min(fit.fromPort.size_m ?? Number.POSITIVE_INFINITY, fit.toPort.size_m ?? Number.POSITIVE_INFINITY);
  const cost = (item: Item): number => {
    const values = numbersOf(item);
    if (isLiquid(fit)) return Math.abs(Math.log((values.nominalSize_m ?? values.innerDiameter_m ?? 1) / bore));
    return (values.voltage_V ?? 0) * 10 - (values.ampacity_A ?? 0) / 1e4;
  };
  let best: Item | undefined;
  for (const item of candidates) if (!best || cost(item) < cost(best)) best = item;
  return (
    best ??
    refuse(`No ${isLiquid(fit) ? 'pipe' : 'cable'} in this design or the catalogue fits ${fit.fromPort.name} and ${fit.toPort.name}`)
  );
}

export function suits(system: System, fit: Fit): boolean {
  if (!fit.kinds.includes(system.kind)) return false;
  const train = fit.toPort.train ?? fit.fromPort.train;
  if (train !== undefined && system.train !== undefined && system.train !== train) return false;
  return fit.voltage_V === undefined || system.voltage_V === undefined || sameVoltage(system.voltage_V, fit.voltage_V);
}

/** Systems that a run between these ports may belong to. */
export const suitingSystems = (document: Document, fit: Fit): readonly System[] =>
  [...document.tables.system.values()].filter((system) => suits(system, fit));
