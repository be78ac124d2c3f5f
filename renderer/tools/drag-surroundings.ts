/** What stands still around a drag: what it snaps to, what distances are measured to and what it may meet. */
import { type StandingIndex, standingIndex } from '../../shared/commands/clearance.ts';
import { wallFaceIndex } from '../../shared/commands/gaps.ts';
import type { Surroundings } from '../../shared/commands/snap.ts';
import { portSnap } from '../../shared/commands/snap-ports.ts';
import { type TakenWhole, takenWhole } from '../../shared/commands/whole-spaces.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import { type SpatialIndex, spatialIndex } from '../../shared/geometry/spatial-index.ts';
import { floorBox } from './subjects.ts';
import type { ToolHost } from './tool.ts';

export interface DragSurroundings {
  /** What is dragged, as it was at the start. */
  readonly dragged: TakenWhole;
  readonly snapTo: Surroundings;
  /** Faces that distances are measured to. */
  readonly walls: SpatialIndex;
  /** Everything that stands still. */
  readonly standing: StandingIndex;
}

/** Cells for floors: of about the size of a room. */
const floorCell_m = 12;

/**
 * Built once, at the start of a drag. Spaces snap to the edges of other spaces and not to what stands in them.
 * @param ids what is dragged
 */
export function surroundingsOf(host: ToolHost, ids: readonly RecordId[]): DragSurroundings {
  const { document } = host.session.getState();
  const dragged = takenWhole(document, ids);
  const { spaces, equipment, elements } = dragged;
  const except: ReadonlySet<RecordId> = new Set([...spaces.keys(), ...equipment.map(({ id }) => id), ...elements]);
  const standing = standingIndex(document, except);
  const walls = wallFaceIndex(document, new Set(spaces.keys()));
  if (spaces.size > 0) {
    const others = [...document.tables.space.values()].filter(({ id }) => !spaces.has(id));
    return {
      dragged,
      snapTo: {
        index: spatialIndex(
          others.map((space) => floorBox(space.id, [space])),
          floorCell_m,
        ),
        walls,
      },
      walls,
      standing,
    };
  }
  return {
    dragged,
    // Doors and partitions belong to walls; they do not stand against them.
    snapTo: { index: standing, walls: equipment.length > 0 ? walls : undefined, ports: portSnap(document, equipment) },
    walls,
    standing,
  };
}
