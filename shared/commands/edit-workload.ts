/** Adds, changes, places and removes workloads. */
import type { Document } from '../document/document.ts';
import type { IdSource, RecordId, WorkloadId } from '../document/ids.ts';
import { added, changed, removed } from '../document/patch.ts';
import type { Workload } from '../document/records.ts';
import { refuse } from '../problem.ts';
import type { CommandAnswer } from './command.ts';

export type WorkloadFields = Omit<Workload, 'id' | 'type'>;

const positive = (value: number) => Number.isFinite(value) && value > 0;
const isShare = (value: number) => Number.isFinite(value) && value >= 0 && value <= 1;

function servingFault({ serving }: WorkloadFields): string | undefined {
  if (!serving) return 'Inference needs prompt and output lengths and a speed per user: without them its tokens cannot be compared';
  if (!(serving.promptTokens >= 0) || !positive(serving.outputTokens)) return 'Prompt and output lengths must be numbers of tokens';
  if (!positive(serving.tokensPerUser_per_s)) return 'The least speed per user must be above zero';
  if (serving.points === 'ml-energy-v3' && !serving.task) return 'Points of the ML.ENERGY set belong to a task, e.g. lm-arena-chat';
  if (serving.prefillShare !== undefined && !isShare(serving.prefillShare)) return 'The prefill share must lie between 0 and 1';
  return undefined;
}

function trainingFault({ training }: WorkloadFields): string | undefined {
  if (!training) return 'Training needs its sequence length and pipeline stages';
  if (!positive(training.sequenceTokens)) return 'The sequence length must be above zero';
  if (training.stages_s.length === 0 || !training.stages_s.every(positive)) return 'Every pipeline stage must take some time';
  return isShare(training.waiting) ? undefined : 'Power while waiting must lie between 0 and 1';
}

function fieldFault(document: Document, fields: WorkloadFields, self?: WorkloadId): string | undefined {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(fields.name))
    return 'A workload name is made of small letters, digits and hyphens, so that it can be typed on the command line';
  for (const other of document.tables.workload.values())
    if (other.id !== self && other.name === fields.name) return `Another workload is already named ${fields.name}`;
  if (fields.model.name.trim() === '') return 'A workload needs the name of its model';
  const { totalParameters, activeParameters } = fields.model;
  if (!(activeParameters >= 0 && activeParameters <= totalParameters)) return 'Active parameters cannot exceed all parameters';
  if (!Number.isInteger(fields.priority) || fields.priority < 1) return 'Priority is a whole number from 1, and 1 gives way first';
  const fault = fields.purpose === 'inference' ? servingFault(fields) : fields.purpose === 'training' ? trainingFault(fields) : undefined;
  if (fault !== undefined) return fault;
  for (const { on, share } of fields.placements) {
    if (!isShare(share)) return 'A share must lie between 0 and 1';
    if (!document.tables.equipment.has(on) && !document.tables.group.has(on) && !document.tables.space.has(on))
      return `There is no rack, group or space ${on} to place work on`;
  }
  return undefined;
}

export function addWorkload(
  document: Document,
  { fields, newId }: { readonly fields: WorkloadFields; readonly newId: IdSource },
): CommandAnswer {
  const fault = fieldFault(document, fields);
  if (fault) return refuse(fault);
  const workload: Workload = { ...fields, id: newId('workload'), type: 'workload' };
  return { label: `Add workload ${workload.title}`, patch: [added(workload)] };
}

export function editWorkload(
  document: Document,
  { workload, fields }: { readonly workload: WorkloadId; readonly fields: Partial<WorkloadFields> },
): CommandAnswer {
  const before = document.tables.workload.get(workload);
  if (!before) return refuse(`There is no workload ${workload}`);
  const after: Workload = { ...before, ...fields };
  const fault = fieldFault(document, after, workload);
  return fault ? refuse(fault) : { label: `Change workload ${after.title}`, patch: [changed(before, after)] };
}

/** Puts a share of everything on some records to a workload; a share of nothing takes it away. */
export function placeWorkload(
  document: Document,
  { workload, on, share }: { readonly workload: WorkloadId; readonly on: readonly RecordId[]; readonly share: number },
): CommandAnswer {
  const before = document.tables.workload.get(workload);
  if (!before) return refuse(`There is no workload ${workload}`);
  if (on.length === 0) return refuse('Select racks, groups or halls to place the work on first');
  const kept = before.placements.filter((placement) => !on.includes(placement.on));
  const placements = share === 0 ? kept : [...kept, ...[...new Set(on)].map((id) => ({ on: id, share }))];
  return editWorkload(document, { workload, fields: { placements } });
}

export function removeWorkload(document: Document, { workload }: { readonly workload: WorkloadId }): CommandAnswer {
  const before = document.tables.workload.get(workload);
  if (!before) return refuse(`There is no workload ${workload}`);
  return { label: `Remove workload ${before.title}`, patch: [removed(before)] };
}
