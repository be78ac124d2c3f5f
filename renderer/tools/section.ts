/** Cuts the picture along a plane: X, Y and Z choose the axis, dragging moves it, Space flips it. Stays until Esc. */
import { BoxGeometry, EdgesGeometry, LineBasicMaterial, LineSegments, Plane, Vector3 } from 'three';
import { formatFixed } from '../../shared/units/format.ts';
import { colourOf } from '../scene/palette.ts';
import { viewState } from '../view-state.ts';
import { type Axis, alongAxis } from './gizmo.ts';
import type { ToolFactory } from './tool.ts';

const normals: Readonly<Record<Axis, Vector3>> = { x: new Vector3(1, 0, 0), y: new Vector3(0, 1, 0), z: new Vector3(0, 0, 1) };

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
  const present = host.model.picker.section;
  let axis: Axis = present && Math.abs(present.normal.x) > 0.5 ? 'x' : present && Math.abs(present.normal.z) > 0.5 ? 'z' : 'y';
  let sign = present ? Math.sign(present.normal[axis]) : 1;
  let at = present ? -present.constant * sign : centre[axis];
  let grip: { along: number; at: number } | undefined;
  const hasContent = () => !box.isEmpty();

  const apply = () => {
    // Keeps the half space towards which the normal points.
    host.model.setSection(new Plane(normals[axis].clone().multiplyScalar(sign), -at * sign));
    frame.position.copy(centre)[axis] = at;
    frame.scale.copy(size).addScalar(1)[axis] = 0.001;
    frame.visible = true;
    host.redraw();
  };
  const clear = () => {
    host.model.setSection(null);
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
