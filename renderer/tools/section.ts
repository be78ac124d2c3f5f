/** Cuts the picture along a plane: X, Y and Z choose the axis, dragging moves it, Space flips it. Stays until Esc. */
import { BoxGeometry, EdgesGeometry, LineBasicMaterial, LineSegments, Vector3 } from 'three';
import { formatFixed } from '../../shared/units/format.ts';
import { colourOf } from '../scene/palette.ts';
import { viewState } from '../view-state.ts';
import { type Axis, alongAxis } from './gizmo.ts';
import type { ToolFactory } from './tool.ts';

export const sectionTool: ToolFactory = (host) => {
  const frame = new LineSegments(
    new EdgesGeometry(new BoxGeometry(1, 1, 1)),
    new LineBasicMaterial({ color: colourOf(host.model.palette.accent), transparent: true, depthTest: false }),
  );
  frame.renderOrder = 190;
  host.stage.add(frame);
  const box = host.model.bounds('all');
  const centre = box.getCenter(new Vector3());
  const size = box.getSize(new Vector3());
  const [present] = viewState.getState().section;
  let axis: Axis = present?.axis ?? 'y';
  let sign = present?.keeps === 'below' ? -1 : 1;
  let at = present?.at_m ?? centre[axis];
  let grip: { along: number; at: number } | undefined;
  const hasContent = () => !box.isEmpty();

  const apply = () => {
    viewState.setState({ section: [{ axis, at_m: at, keeps: sign > 0 ? 'above' : 'below' }] });
    frame.position.copy(centre)[axis] = at;
    frame.scale.copy(size).addScalar(1)[axis] = 0.001;
    frame.visible = true;
    host.redraw();
  };
  const clear = () => {
    viewState.setState({ section: [] });
    frame.visible = false;
    host.redraw();
  };

  return {
    enter: () => {
      host.hints([
        ['Drag', 'move the cut'],
        ['X Y Z', 'axis'],
        ['Space', 'other side'],
        ['Esc', 'remove'],
      ]);
      frame.visible = false;
      if (hasContent()) apply();
    },
    leave: () => {
      frame.removeFromParent();
      frame.geometry.dispose();
      (frame.material as LineBasicMaterial).dispose();
      host.note(null);
    },
    press: (pointer) => {
      if (hasContent()) grip = { along: alongAxis(pointer.ray, centre, axis), at };
    },
    drag: (pointer) => {
      if (!grip) return;
      const moved = grip.at + alongAxis(pointer.ray, centre, axis) - grip.along;
      at = Math.min(box.max[axis] + 0.1, Math.max(box.min[axis] - 0.1, moved));
      host.note(`${axis.toUpperCase()} ${formatFixed(at, 2)} m`);
      apply();
    },
    release: () => {
      grip = undefined;
      host.note(null);
    },
    hover: (pointer) => viewState.getState().setHover(pointer.hit()?.id ?? null),
    key: (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !hasContent()) return false;
      const chosen = ({ x: 'x', y: 'y', z: 'z' } as const)[event.key.toLowerCase() as Axis];
      if (chosen) {
        axis = chosen;
        at = centre[axis];
        sign = axis === 'z' ? -1 : 1;
        apply();
      } else if (event.code === 'Space') {
        sign = -sign;
        apply();
      } else if (event.key === 'Escape') {
        clear();
        viewState.getState().setTool('select');
      } else return false;
      return true;
    },
  };
};
