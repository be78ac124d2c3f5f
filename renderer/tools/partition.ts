/** Draws walls inside a space: a click at each end, the next wall goes on from the last end. */
import { addPartition } from '../../shared/commands/edit-building.ts';
import { onOutline } from '../../shared/commands/snap-corner.ts';
import type { Point, Space } from '../../shared/document/records.ts';
import { area, contains } from '../../shared/geometry/polygon.ts';
import { perform } from '../session.ts';
import { refuseAloud } from '../view-state.ts';
import { CornerSketch, startsOtherWork } from './corner-sketch.ts';
import { following, type ToolFactory, type ToolPointer } from './tool.ts';

/** A light partition of usual build. */
const usualThickness_m = 0.15;

export const partitionTool: ToolFactory = (host) => {
  const sketch = new CornerSketch(host);

  /** The smallest hall, room or building that holds both ends. */
  const around = (ends: readonly Point[]): Space | undefined =>
    [...host.session.getState().document.tables.space.values()]
      .filter(({ kind }) => kind === 'building' || kind === 'hall' || kind === 'room')
      .filter((space) => ends.every((end) => contains(space.outline_m, end) || onOutline(space, end)))
      .sort((a, b) => Math.abs(area(a.outline_m)) - Math.abs(area(b.outline_m)))[0];
  const ends = (): readonly Point[] => (sketch.next ? [...sketch.corners, sketch.next.at_m] : sketch.corners);
  const show = () => {
    const line = ends();
    const bad = line.length > 0 && !around(line);
    sketch.draw(line, false, bad);
    host.note(
      [sketch.reading, ...(sketch.fault ? [sketch.fault] : bad ? ['A partition stands inside a hall, room or building'] : [])].join('\n'),
      sketch.fault || bad ? 'error' : 'plain',
    );
  };
  const set = () => {
    const [from_m, to_m] = ends();
    if (!from_m) return;
    const space = around(to_m ? [from_m, to_m] : [from_m]);
    if (!space) return refuseAloud('A partition stands inside a hall, room or building');
    if (!to_m) sketch.set([from_m]);
    else {
      const thickness_m = space.wallThickness_m ?? usualThickness_m;
      if (perform((document) => addPartition(document, { space: space.id, from_m, to_m, thickness_m }))) sketch.set([to_m]);
    }
    show();
  };
  const follow = (pointer: ToolPointer) => {
    sketch.follow(pointer);
    show();
  };

  return {
    enter: () =>
      host.hints([
        ['Click', 'ends of the wall'],
        ['0…9', 'length'],
        ['Tab', 'angle'],
        ['Esc', 'stop'],
      ]),
    leave: () => {
      sketch.dispose();
      host.hints([]);
    },
    frame: () => sketch.frame(),
    ...following(follow, set),
    key: (event) => {
      const begun = sketch.corners.length > 0;
      // A wall that stands is undone as a step; a begun one is taken back.
      if (begun && event.key === 'Delete') {
        sketch.set([]);
        show();
        return true;
      }
      if (event.ctrlKey || event.metaKey || event.altKey) return false;
      if (sketch.key(event)) show();
      else if (event.key === 'Enter' && begun && sketch.typing) {
        if (!sketch.fault) set();
      } else if ((event.key === 'Escape' || event.key === 'Backspace') && begun) {
        if (sketch.typing) sketch.clearTyped();
        else sketch.set([]);
        show();
      } else return begun && startsOtherWork(event);
      return true;
    },
  };
};
