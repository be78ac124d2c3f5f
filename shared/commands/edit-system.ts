/** Changes what a system is: its name, fluid, train and voltage; and puts runs into another system. */
import { portNamed } from '../catalogue/route.ts';
import type { Document } from '../document/document.ts';
import type { RecordId, SystemId } from '../document/ids.ts';
import { type Change, changed } from '../document/patch.ts';
import type { Connection, System } from '../document/records.ts';
import { liquidKinds } from '../document/systems.ts';
import { isRefusal, refuse } from '../problem.ts';
import type { CommandAnswer } from './command.ts';
import { portsFit } from './compatible.ts';
import { suits } from './run-fit.ts';
import { describeRecords } from './subjects.ts';

export type SystemEdit =
  | { readonly name: string }
  /** A name in the fluid library. */
  | { readonly fluid: string }
  /** Undefined of what belongs to neither train. */
  | { readonly train: System['train'] }
  | { readonly voltage_V: number };

const runsOf = (document: Document, system: RecordId): readonly Connection[] =>
  [...document.tables.connection.values()].filter((run) => run.system === system);

function edited(document: Document, before: System, edit: SystemEdit): System | string {
  if ('name' in edit) {
    const name = edit.name.trim();
    if (name === '') return 'A system needs a name';
    if (name === before.name) return before;
    const other = [...document.tables.system.values()].some((each) => each.id !== before.id && each.name === name);
    return other ? `There is another system called ${name}` : { ...before, name };
  }
  const isLiquid = liquidKinds.has(before.kind);
  if ('fluid' in edit) {
    if (!isLiquid) return `${before.name} carries no liquid`;
    return edit.fluid === '' ? `${before.name} carries some fluid: choose which` : { ...before, fluid: edit.fluid };
  }
  if (isLiquid) return `${before.name} carries a liquid: it has no train and no voltage`;
  if ('voltage_V' in edit)
    return edit.voltage_V > 0 && Number.isFinite(edit.voltage_V) ? { ...before, voltage_V: edit.voltage_V } : 'A voltage is above zero';
  const { train: _was, ...rest } = before;
  return edit.train === undefined ? rest : { ...rest, train: edit.train };
}

/** The first run of a system that joins ports of another train or voltage than it would have. */
function strangerFault(document: Document, after: System): string | undefined {
  for (const run of runsOf(document, after.id)) {
    const fit = portsFit(document, run.from, run.to, run.id);
    if (isRefusal(fit) || !fit.kinds.includes(after.kind) || suits(after, fit)) continue;
    const port = [run.from, run.to].find(({ equipment: id, port: name }) => {
      const equipment = document.tables.equipment.get(id);
      return equipment && portNamed(document, equipment, name)?.train !== undefined;
    });
    const tag = document.tables.equipment.get(port?.equipment ?? '')?.tag;
    return `${run.tag} ${tag ? `joins ${tag} ${port?.port}, which has` : 'joins ports of'} another train or voltage`;
  }
  return undefined;
}

export function editSystem(
  document: Document,
  { system: id, edit }: { readonly system: RecordId; readonly edit: SystemEdit },
): CommandAnswer {
  const before = document.tables.system.get(id);
  if (!before) return refuse(`There is no system ${id}`);
  const after = edited(document, before, edit);
  if (typeof after === 'string') return refuse(after);
  const fault = 'train' in edit || 'voltage_V' in edit ? strangerFault(document, after) : undefined;
  if (fault) return refuse(fault);
  const label =
    'name' in edit
      ? `Rename ${before.name} to ${after.name}`
      : `Set ${'fluid' in edit ? 'fluid' : 'train' in edit ? 'train' : 'voltage'} of ${before.name}`;
  const same =
    before.name === after.name && before.fluid === after.fluid && before.train === after.train && before.voltage_V === after.voltage_V;
  return { label, patch: same ? [] : [changed(before, after)] };
}

/** Puts runs into another system that both their ends may belong to. */
export function setRunSystem(
  document: Document,
  { runs, system: id }: { readonly runs: readonly RecordId[]; readonly system: SystemId },
): CommandAnswer {
  const system = document.tables.system.get(id);
  if (!system) return refuse(`There is no system ${id}`);
  const patch: Change[] = [];
  for (const run of runs) {
    const before = document.tables.connection.get(run);
    if (!before || before.system === id) continue;
    const fit = portsFit(document, before.from, before.to, run);
    if (isRefusal(fit)) return fit;
    if (!suits(system, fit))
      return refuse(`${before.tag} cannot belong to ${system.name}: ${fit.fromPort.name} and ${fit.toPort.name} do not`);
    patch.push(changed(before, { ...before, system: id }));
  }
  return { label: `Put ${describeRecords(document, runs)} into ${system.name}`, patch };
}
