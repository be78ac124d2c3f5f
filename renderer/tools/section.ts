/** Cuts the picture: drag a handle to move its face; X, Y and Z take one plane, B a box, Space turns a plane round. Stays until Esc. */
import { Vector3 } from 'three';
import type { SectionPlane } from '../../shared/document/records.ts';
import { colourOf } from '../scene/palette.ts';
import { type Face, faceAt, faceMiddle, type SectionAxis, sectionAround, withFace } from '../scene/section-box.ts';
import { viewState } from '../view-state.ts';
import { alongAxis } from './gizmo.ts';
import { lengthText } from './length-text.ts';
import { faceUnder, SectionFrame } from './section-frame.ts';
import type { ToolFactory } from './tool.ts';

/** How far outside the design a face can be dragged. */
const slack_m = 0.5;
/** From a box to what it is put around. */
const margin_m = 0.3;

export const sectionTool: ToolFactory = (host) => {
  const frame = new SectionFrame(host, colourOf(host.model.palette.accent));
  const whole = host.model.bounds('all').expandByScalar(slack_m);
  const hasContent = !whole.isEmpty();
  const planes = () => viewState.getState().section;
  let held: Face | undefined;
  let grip: { readonly along: number; readonly at: number } | undefined;

  const cut = (section: readonly SectionPlane[]) => {
    viewState.setState({ section });
    host.redraw();
  };
  /** Through what is looked at, where that lies in the design. */
  const seen = host.rig.controls.getTarget(new Vector3()).clamp(whole.min, whole.max);
  /** From above one looks into a cut, from the side past it. */
  const plane = (axis: SectionAxis): SectionPlane => ({ axis, at_m: seen[axis], keeps: axis === 'z' ? 'below' : 'above' });
  const handleUnder = (x: number, y: number): Face | undefined => faceUnder(host, planes(), whole, x, y);
  /** A single plane is moved from anywhere, a face of several by its handle. */
  const faceFor = (x: number, y: number): Face | undefined => handleUnder(x, y) ?? (planes().length === 1 ? planes()[0] : undefined);
  /** Where a face is gripped: on its middle, but where it stood then. */
  const gripOf = (face: Face, at_m: number): Vector3 => {
    const from = new Vector3().copy(faceMiddle(planes(), whole, face) ?? seen);
    from[face.axis] = at_m;
    return from;
  };

  return {
    enter: () => {
      host.hints([
        ['Drag', 'a handle'],
        ['X Y Z', 'plane'],
        ['B', 'box'],
        ['Space', 'other side'],
        ['Esc', 'remove'],
      ]);
      if (hasContent && planes().length === 0) cut([plane('y')]);
    },
    leave: () => {
      frame.dispose();
      host.note(null);
    },
    press: ({ x, y, ray }) => {
      held = hasContent ? faceFor(x, y) : undefined;
      const at = held && faceAt(planes(), held);
      if (held && at !== undefined) grip = { along: alongAxis(ray, gripOf(held, at), held.axis), at };
    },
    drag: ({ ray }) => {
      if (!grip || !held) return;
      const { axis } = held;
      // Along the line through where the face was gripped, so that it follows the pointer and not itself.
      const moved = grip.at + alongAxis(ray, gripOf(held, grip.at), axis) - grip.along;
      cut(withFace(planes(), held, Math.min(whole.max[axis], Math.max(whole.min[axis], moved))));
      const at_m = faceAt(planes(), held) ?? moved;
      host.note(`${axis.toUpperCase()} ${lengthText(at_m)}`);
    },
    release: () => {
      grip = undefined;
      held = undefined;
      host.note(null);
      host.redraw();
    },
    hover: (pointer) => {
      const under = handleUnder(pointer.x, pointer.y);
      if (under?.axis !== held?.axis || under?.keeps !== held?.keeps) {
        held = under;
        host.redraw();
      }
      viewState.getState().setHover(under ? null : (pointer.hit()?.id ?? null));
    },
    key: (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !hasContent) return false;
      const axis = ({ x: 'x', y: 'y', z: 'z' } as const)[event.key.toLowerCase() as SectionAxis];
      const [only, ...more] = planes();
      if (axis) cut([plane(axis)]);
      else if (event.key.toLowerCase() === 'b') {
        const { selection } = viewState.getState();
        cut(sectionAround(host.model.bounds(selection.length > 0 ? selection : 'all'), margin_m));
      } else if (event.code === 'Space') {
        if (only && more.length === 0) cut([{ ...only, keeps: only.keeps === 'above' ? 'below' : 'above' }]);
      } else if (event.key === 'Escape') {
        cut([]);
        viewState.getState().setTool('select');
      } else return false;
      return true;
    },
    frame: () => {
      if (hasContent) frame.show(planes(), whole, held);
    },
  };
};
