/** Free ports of what is moved against free ports of what stands: which would take one straight run. */
import { portsOf } from '../catalogue/route.ts';
import type { Document } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import type { ConnectionEnd, Equipment, Place } from '../document/records.ts';
import { type CaughtPort, catchPorts, type PortReach, type Socket, socketRows } from '../geometry/catch-ports.ts';
import { placed, turned } from '../geometry/pose.ts';
import type { PlanBox } from '../geometry/spatial-index.ts';
import { isRefusal } from '../problem.ts';
import { isTaken, portsFit } from './compatible.ts';

export interface PortSocket extends Socket {
  readonly end: ConnectionEnd;
}

export interface PortSnap {
  /** Whether anything that is moved has a free port. */
  readonly any: boolean;
  catch(offset_m: Place, near: readonly PlanBox[], reach: PortReach): readonly CaughtPort<PortSocket>[];
}

function freeSockets(document: Document, equipment: Equipment): readonly PortSocket[] {
  return portsOf(document, equipment).flatMap((port) => {
    const end: ConnectionEnd = { equipment: equipment.id, port: port.name };
    if (isTaken(document, end)) return [];
    const at_m = placed(port.at_m, equipment.position_m, equipment.yaw_deg);
    return [{ key: `${equipment.id} ${port.name}`, end, at_m, normal: turned(port.normal, equipment.yaw_deg) }];
  });
}

/**
 * Made at the start of a drag. Ports of what stands are looked up when the drag first comes near them.
 * @param document as it was before the drag, with what is moved
 * @param moved where it was then
 */
export function portSnap(document: Document, moved: Iterable<Equipment>): PortSnap {
  const rows = socketRows([...moved].flatMap((each) => freeSockets(document, each)));
  const standing = new Map<RecordId, readonly PortSocket[]>();
  const socketsAt = ({ id }: PlanBox): readonly PortSocket[] => {
    let sockets = standing.get(id);
    if (!sockets) {
      const equipment = document.tables.equipment.get(id);
      sockets = equipment ? freeSockets(document, equipment) : [];
      standing.set(id, sockets);
    }
    return sockets;
  };
  const known = new Map<string, boolean>();
  const fits = (a: PortSocket, b: PortSocket): boolean => {
    const pair = `${a.key}|${b.key}`;
    let answer = known.get(pair);
    if (answer === undefined) {
      answer = !isRefusal(portsFit(document, a.end, b.end));
      known.set(pair, answer);
    }
    return answer;
  };
  return {
    any: rows.size > 0,
    catch: (offset_m, near, reach) => catchPorts(rows, near.flatMap(socketsAt), offset_m, reach, fits),
  };
}
