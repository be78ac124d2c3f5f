/** The reference designs. The list is the registry: a new design is one file and one line here. */
import { campus } from './campus.ts';
import { dcRow } from './dc-row.ts';
import type { Design } from './design.ts';
import { gb300Hall10MW } from './gb300-10mw.ts';
import { gb300ScalableUnit } from './gb300-su.ts';
import { veraRubinUnit } from './vr-45c-su.ts';

export type { Design, DesignParameter, DesignValues } from './design.ts';

export const designs: readonly Design[] = [gb300Hall10MW, gb300ScalableUnit, veraRubinUnit, dcRow, campus];

export const designNamed = (name: string): Design | undefined => designs.find((design) => design.name === name);
