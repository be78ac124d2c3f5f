import type { QuantityKind } from '../../units/quantity.ts';

/** What is worked out after flows, temperatures and powers are known and shown. */
export type LaterPart = 'headroom' | 'faults';

/** One solved quantity as every view and file shows it. */
export interface QuantitySpec {
  readonly title: string;
  readonly quantity: QuantityKind;
  /** Unit suffix in exported names, e.g. `_C`; SI suffix unless named. */
  readonly exported: string;
  readonly formula: string;
  /** Other quantities or parameters (`rack.liquidShare`) that the formula uses. */
  readonly inputs: readonly string[];
  readonly source: string;
  /** Where it is worked out after flows, temperatures and powers: the part of the analysis that it comes with. */
  readonly part?: LaterPart;
}
