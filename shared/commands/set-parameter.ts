/** Overrides one parameter on some records, or takes the override back. */
import type { ParameterSpec } from '../catalogue/kind.ts';
import { kindOf, parameterFault } from '../catalogue/resolve.ts';
import type { Document } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import { type Change, changed } from '../document/patch.ts';
import type { Connection, Equipment, ParameterValue } from '../document/records.ts';
import { refuse } from '../problem.ts';
import type { CommandAnswer } from './command.ts';
import { describeRecords } from './subjects.ts';

export interface SetParameterArguments {
  readonly records: readonly RecordId[];
  readonly parameter: string;
  /** In SI units; undefined goes back to the item's value. */
  readonly value: ParameterValue | undefined;
}

export function setParameter(document: Document, { records, parameter, value }: SetParameterArguments): CommandAnswer {
  const patch: Change[] = [];
  let title = parameter;
  for (const id of new Set(records)) {
    const before: Equipment | Connection | undefined = document.tables.equipment.get(id) ?? document.tables.connection.get(id);
    if (!before) return refuse(`No equipment or run has the id ${id}`);
    const kind = kindOf(document, before);
    const spec = (kind?.parameters as Readonly<Record<string, ParameterSpec>> | undefined)?.[parameter];
    if (!kind || !spec) return refuse(`${before.tag} has no parameter ${parameter}`);
    title = spec.title;
    if (value === undefined) {
      if (!(parameter in before.overrides)) continue;
      const { [parameter]: _dropped, ...overrides } = before.overrides;
      patch.push(changed(before, { ...before, overrides }));
      continue;
    }
    const fault = parameterFault(spec, value);
    if (fault) return refuse(fault);
    if (before.overrides[parameter] === value) continue;
    patch.push(changed(before, { ...before, overrides: { ...before.overrides, [parameter]: value } }));
  }
  if (records.length === 0) return refuse('Select what to change first');
  return { label: `${value === undefined ? 'Reset' : 'Set'} ${title} of ${describeRecords(document, [...new Set(records)])}`, patch };
}
