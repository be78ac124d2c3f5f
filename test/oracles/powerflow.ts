/** Load-flow and fault-level case files: which of their shapes a file has. */
import { compareFlows, readFlowCase } from './bus-branch-cases.ts';
import { type Adapter, Comparison } from './compare.ts';
import { compareFaults } from './fault-levels.ts';
import { compareFeeders } from './feeder-cases.ts';
import { comparePlates } from './plate-cases.ts';

export const powerflow: Adapter = ({ content }) => {
  const result = new Comparison();
  const file = content as { cases?: unknown; options?: { fault?: unknown } | null; physical?: unknown };
  if (Array.isArray(file.cases)) {
    compareFeeders(result, { ...file, cases: file.cases });
    return result;
  }
  if (file.options?.fault !== undefined) {
    compareFaults(result, content);
    return result;
  }
  const flow = readFlowCase(content);
  compareFlows(result, flow);
  if (file.physical !== undefined) comparePlates(result, flow, content);
  return result;
};
