/** Sets doors, gates and passages into walls: the pointer chooses wall and place, a click sets it, Space changes the kind, a number the width. */
import { Vector3 } from 'three';
import { doorHeight_m, doorWidth_m, setOpening } from '../../shared/commands/edit-building.ts';
import { nearestWall, openingStart, type WallPlace, wallBehind } from '../../shared/commands/nearest-wall.ts';
import { wallReach } from '../../shared/document/building-parts.ts';
import type { Opening, Point } from '../../shared/document/records.ts';
import { OverlaidLines } from '../scene/overlaid-lines.ts';
import { perform } from '../session.ts';
import { refuseAloud, viewState } from '../view-state.ts';
import { metresPerPixel } from './gizmo.ts';
import { gridStep_m } from './grid.ts';
import { lengthText } from './length-text.ts';
import { following, type ToolFactory, type ToolPointer } from './tool.ts';
import { sizeKey, typedQuantity } from './typed-quantity.ts';

const kinds = ['door', 'gate', 'passage'] as const;
const names: Readonly<Record<Opening['kind'], string>> = { door: 'Door', gate: 'Gate', passage: 'Passage' };
/** A gate lets a rack on its pallet truck and a fork lift through. */
const usual: Readonly<Record<Opening['kind'], readonly [width_m: number, height_m: number]>> = {
  door: [doorWidth_m, doorHeight_m],
  gate: [3, 3],
  passage: [2, 2.6],
};
const reach_px = 40;

export const openingTool: ToolFactory = (host) => {
  const lines = new OverlaidLines(host.stage, { order: 180 });
  const typed = typedQuantity('length', () => viewState.getState().unitSystem);
  let kind: Opening['kind'] = 'door';
  let pointer: ToolPointer | undefined;
  let place: WallPlace | undefined;
  let from_m: number | undefined;
  let labels: readonly { readonly at: Vector3; readonly text: string }[] = [];

  const width = () => typed.value ?? usual[kind][0];

  /** A wall beside the place on the floor; else, in 3D, the far wall that the pointer is on. */
  const wallUnder = ({ ray }: ToolPointer): WallPlace | undefined => {
    const spaces = [...host.session.getState().document.tables.space.values()];
    const floor = host.model.picker.onPlane(ray, 0);
    if (floor) {
      const beside = nearestWall(spaces, [floor.x, floor.y], Math.max(0.5, metresPerPixel(host, floor) * reach_px));
      if (beside) return beside;
    }
    return wallBehind(spaces, ray.origin.toArray(), ray.direction.toArray());
  };

  const update = () => {
    place = pointer && wallUnder(pointer);
    labels = [];
    const points: number[] = [];
    if (place && pointer) {
      const { snap } = viewState.getState();
      const snapping = snap !== pointer.ctrl;
      const middle = new Vector3(place.line.from[0], place.line.from[1], 0);
      from_m = openingStart(place, width(), {
        step_m: snapping ? gridStep_m() : 0,
        reach_m: snapping ? metresPerPixel(host, middle) * 10 : 0,
      });
      const { line, space, wall } = place;
      const [inner, outer] = wallReach(space, wall) ?? [-0.1, 0.1];
      const spot = (along_m: number, out_m: number): Point => [
        line.from[0] + line.along[0] * along_m + line.out[0] * out_m,
        line.from[1] + line.along[1] * along_m + line.out[1] * out_m,
      ];
      const z = space.elevation_m + 0.03;
      const stroke = (a: Point, b: Point) => points.push(a[0], a[1], z, b[0], b[1], z);
      stroke(line.from, line.to);
      if (from_m !== undefined) {
        const to_m = from_m + width();
        const high = space.elevation_m + Math.min(usual[kind][1], space.height_m);
        for (const along of [from_m, to_m]) {
          stroke(spot(along, inner), spot(along, outer));
          points.push(...spot(along, 0), z, ...spot(along, 0), high);
        }
        points.push(...spot(from_m, 0), high, ...spot(to_m, 0), high);
        labels = (
          [
            [0, from_m],
            [from_m, to_m],
            [to_m, line.length_m],
          ] as const
        )
          .filter(([a, b]) => b - a > 0.01)
          .map(([a, b]) => ({ at: new Vector3(...spot((a + b) / 2, 0), z), text: lengthText(b - a) }));
      }
    } else from_m = undefined;
    const bad = typed.fault !== undefined || (place !== undefined && from_m === undefined);
    lines.draw(points, bad ? host.model.palette.error : host.model.palette.accent);
    host.labels(labels);
    const text = typed.text === '' ? '' : `  ⌨ ${typed.text}`;
    const what = `${names[kind]}  ${lengthText(width())} wide${text}`;
    host.note(
      !place
        ? `${what}\nPoint at a wall of a hall or room`
        : `${what}${typed.fault ? `\n${typed.fault}` : from_m === undefined ? '\nThere is no room for it in this wall' : ''}`,
      bad ? 'error' : 'plain',
    );
    host.redraw();
  };
  const follow = (next: ToolPointer) => {
    pointer = next;
    update();
  };
  const set = () => {
    if (!place) return refuseAloud('Point at a wall of a hall, room or building');
    if (from_m === undefined) return refuseAloud('There is no room for it in this wall');
    const { space, wall } = place;
    const opening: Opening = { kind, wall, from_m, width_m: width(), height_m: Math.min(usual[kind][1], space.height_m) };
    perform((document) => setOpening(document, { space: space.id, opening }));
    update();
  };

  const setIfSized = () => {
    if (pointer && typed.fault === undefined) set();
  };

  return {
    enter: () =>
      host.hints([
        ['Click', 'set into the wall'],
        ['Space', 'door, gate, passage'],
        ['0…9', 'width'],
        ['Esc', 'stop'],
      ]),
    leave: () => {
      lines.dispose();
      host.labels([]);
      host.note(null);
      host.hints([]);
    },
    frame: () => {
      if (labels.length > 0) host.labels(labels);
    },
    ...following(follow, setIfSized),
    key: (event) => {
      if (event.code === 'Space' && !event.ctrlKey && typed.text === '') kind = kinds[(kinds.indexOf(kind) + 1) % kinds.length] ?? 'door';
      else if (!sizeKey(event, typed, setIfSized)) return false;
      update();
      return true;
    },
  };
};
