/** Which adapter reads which case files. A topic is the folder in the schema; `hydraulics` splits off networks with heat. */
import { chillers } from './chillers.ts';
import { type Adapter, Comparison } from './compare.ts';
import { fluids } from './fluids.ts';
import { heatExchangers } from './heat-exchangers.ts';
import { heatNetworks } from './heat-networks.ts';
import { hydraulics } from './hydraulics.ts';
import { powerflow } from './powerflow.ts';
import { psychrometrics } from './psychrometrics.ts';
import { checkTokenomics } from './tokenomics.ts';

const tokenomics: Adapter = ({ content }) => {
  const result = new Comparison();
  const { worst, failures } = checkTokenomics(content);
  result.worst = worst;
  result.compared = (content as { cases: readonly unknown[] }).cases.length;
  result.misses.push(...failures);
  return result;
};

export const adapters: Readonly<Record<string, Adapter>> = {
  chillers,
  fluids,
  'heat-exchangers': heatExchangers,
  'heat-networks': heatNetworks,
  hydraulics,
  powerflow,
  psychrometrics,
  tokenomics,
};

interface Labelled {
  readonly schema?: unknown;
  readonly id?: unknown;
  readonly network?: { readonly pipes?: unknown };
}

/** `oracle/<topic>@1` → topic; tokenomics has a schema of its own; heat networks are `heat-networks`. */
export function topicOf(content: unknown): string | undefined {
  const labelled = (typeof content === 'object' && content !== null ? content : {}) as Labelled;
  if (typeof labelled.schema !== 'string') return undefined;
  if (labelled.schema.startsWith('aif-oracle/')) return 'tokenomics';
  const topic = /^oracle\/([a-z-]+)@\d+$/.exec(labelled.schema)?.[1];
  return topic === 'hydraulics' && Array.isArray(labelled.network?.pipes) ? 'heat-networks' : topic;
}
