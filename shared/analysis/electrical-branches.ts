/** Result columns of what power flows through: boards, transformers, UPS, busways, cables. */
import { kindOf } from '../catalogue/resolve.ts';
import type { Document } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import type { ElectricalNetwork } from '../network/electrical.ts';
import type { ElectricalSolution } from '../solve/electrical.ts';
import { branchOwners, eachReportedOwner, mainBranch } from './branch-owners.ts';
import { ownerRecords } from './owner-records.ts';
import type { ResultBuilder } from './result-builder.ts';
import type { OperatingState } from './state.ts';

/** Less than this is the residual of the load flow, not power. */
const leastPower_W = 1e-3;

export function reportBranches(
  document: Document,
  state: OperatingState,
  network: ElectricalNetwork,
  solution: ElectricalSolution,
  builder: ResultBuilder,
): void {
  const records = builder.scope ? undefined : ownerRecords(document, branchOwners(network).owners);
  eachReportedOwner(network, builder, (owner, begin, end, slot) => {
    const record = records ? records[slot] : (document.tables.equipment.get(owner) ?? document.tables.connection.get(owner));
    const main = mainBranch(network, begin, end);
    const branch = network.branches[main];
    if (!record || !branch) return;
    const forward = solution.powerFrom_W.at(main);
    if (Number.isNaN(forward)) {
      builder.setText(owner, 'state', state.failed.has(owner) ? 'out of service' : idleState(solution, branch.from, branch.to));
      return;
    }
    const kind = kindOf(document, record)?.kind;
    const reverse = solution.powerTo_W.at(main);
    const delivered_W = Math.abs(forward >= 0 ? reverse : forward);
    const taken_W = Math.abs(forward >= 0 ? forward : reverse);
    const reactive_var = forward >= 0 ? solution.reactiveTo_var.at(main) : solution.reactiveFrom_var.at(main);
    builder.set(owner, 'powerFlow', taken_W);
    if (record.type === 'connection') builder.set(owner, 'flowDirection', taken_W > leastPower_W ? Math.sign(forward) : 0);
    builder.set(owner, 'apparentPower', Math.hypot(delivered_W, reactive_var));
    builder.set(owner, 'reactivePower', -reactive_var);
    // Behind its droop a converter stands at less than the voltage that it holds.
    const ending = branch.element.type === 'converter' ? end - 1 : main;
    builder.set(owner, 'current', solution.current_A.at(ending));

    let loading: number | undefined;
    let loss_W = 0;
    for (let b = begin; b < end; b++) {
      const own = solution.loading.at(b);
      if (!Number.isNaN(own) && (loading === undefined || own > loading)) loading = own;
      const lost = solution.loss_W.at(b);
      if (!Number.isNaN(lost)) loss_W += lost;
    }
    if (loading !== undefined) builder.set(owner, 'loading', loading);
    const last = network.branches[end - 1] ?? branch;
    const sending = branch.element.type === 'line' ? (forward >= 0 ? branch.from : branch.to) : undefined;
    reportVoltage(owner, sending, forward >= 0 ? last.to : last.from, network, solution, builder);
    if (branch.element.type === 'switch') {
      reportIncomers(owner, begin, end, network, solution, builder);
      return;
    }
    builder.set(owner, 'loss', Math.max(0, loss_W));
    if (taken_W > 0 && (kind === 'transformer' || branch.element.type === 'converter'))
      builder.set(owner, 'efficiency', delivered_W / taken_W);
    if (branch.element.type === 'converter') {
      builder.setText(owner, 'state', 'running');
      const { battery_J } = branch.element;
      if (battery_J !== undefined && delivered_W > 0) builder.set(owner, 'rideThrough', battery_J / delivered_W);
    } else reportIncomers(owner, begin, end, network, solution, builder);
  });
}

function idleState(solution: ElectricalSolution, from: number, to: number): string {
  if (!solution.live[from] && !solution.live[to]) return 'off: no supply';
  const solved = solution.islands[solution.islandOf[from] as number]?.status === 'solved';
  return solved ? 'open' : 'not solved';
}

/** Voltage at the receiving end, and what is lost of it: against the sending end for lines, against nominal elsewhere. */
function reportVoltage(
  owner: RecordId,
  sending: number | undefined,
  receiving: number,
  network: ElectricalNetwork,
  solution: ElectricalSolution,
  builder: ResultBuilder,
): void {
  const volts = solution.voltage_V.at(receiving);
  if (Number.isNaN(volts)) return;
  builder.set(owner, 'voltage', volts);
  const nominal_V = network.buses[receiving]?.nominal_V as number;
  const before = sending === undefined ? Number.NaN : solution.voltage_V.at(sending);
  builder.set(owner, 'voltageDrop', Number.isNaN(before) ? 1 - volts / nominal_V : (before - volts) / nominal_V);
}

/** Which incomer carries a board that can choose. */
function reportIncomers(
  owner: RecordId,
  begin: number,
  end: number,
  network: ElectricalNetwork,
  solution: ElectricalSolution,
  builder: ResultBuilder,
): void {
  let carrying = -1;
  for (let b = begin; b < end && carrying < 0; b++) {
    const { element } = network.branches[b] as ElectricalNetwork['branches'][number];
    if (element.type === 'switch' && element.transfer !== undefined && solution.closed[b]) carrying = b;
  }
  if (carrying < 0) return;
  const name = network.branches[carrying]?.id.split('/').at(-1) ?? '';
  builder.setText(owner, 'state', `fed by incomer ${name.replace('in-', '')}`);
}
