/** Rows among selected equipment: by row group, else pieces that stand in line and look the same way. */
import type { Equipment, Group } from '../../document/records.ts';
import { directionOf } from '../../geometry/pose.ts';
import type { Draft } from './draft.ts';

/** How far out of line a piece may stand, and the widest gap inside a row. */
const inLine_m = 0.35;
const widestGap_m = 3;

export interface RowOfEquipment {
  readonly group: Group | undefined;
  readonly yaw_deg: number;
  /** In order along the row. */
  readonly members: readonly Equipment[];
}

const alongRow = (equipment: Equipment): number => {
  const [cos, sin] = directionOf(equipment.yaw_deg);
  return equipment.position_m[0] * cos + equipment.position_m[1] * sin;
};

const acrossRow = (equipment: Equipment): number => {
  const [cos, sin] = directionOf(equipment.yaw_deg);
  return -equipment.position_m[0] * sin + equipment.position_m[1] * cos;
};

export function rowsOf(d: Draft, equipment: readonly Equipment[]): RowOfEquipment[] {
  const lines: Equipment[][] = [];
  for (const each of [...equipment].sort((a, b) => alongRow(a) - alongRow(b) || (a.id < b.id ? -1 : 1))) {
    const line = lines.find((members) => {
      const last = members.at(-1);
      return (
        last !== undefined &&
        last.group === each.group &&
        last.yaw_deg === each.yaw_deg &&
        Math.abs(acrossRow(last) - acrossRow(each)) < inLine_m &&
        Math.abs(last.position_m[2] - each.position_m[2]) < inLine_m &&
        alongRow(each) - alongRow(last) < widestGap_m
      );
    });
    if (line) line.push(each);
    else lines.push([each]);
  }
  return lines.map((members) => {
    const group = members[0]?.group === undefined ? undefined : d.document.tables.group.get(members[0].group);
    return { group: group?.kind === 'row' ? group : undefined, yaw_deg: members[0]?.yaw_deg ?? 0, members };
  });
}
