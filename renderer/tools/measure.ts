/** Measures between two points: distance, and its parts along the axes. Stays until the next one or Esc. */
import { BufferGeometry, Float32BufferAttribute, Line, LineBasicMaterial, type Vector3 } from 'three';
import { fromSI } from '../../shared/units/convert.ts';
import { displayUnit, formatNumber } from '../../shared/units/format.ts';
import { colourOf } from '../scene/palette.ts';
import { viewState } from '../view-state.ts';
import type { ToolFactory, ToolPointer } from './tool.ts';

export const measureTool: ToolFactory = (host) => {
  const line = new Line(
    new BufferGeometry(),
    new LineBasicMaterial({ color: colourOf(host.model.palette.hover), depthTest: false, transparent: true }),
  );
  line.frustumCulled = false;
  line.renderOrder = 190;
  line.visible = false;
  host.stage.add(line);
  let start: Vector3 | undefined;
  let done = false;

  const pointOf = (pointer: ToolPointer): Vector3 | undefined => pointer.hit()?.point ?? host.model.picker.onPlane(pointer.ray, 0);
  const length = (value_m: number) => {
    const unit = displayUnit(value_m, 'length', viewState.getState().unitSystem);
    return `${formatNumber(fromSI(value_m, unit), 4)} ${unit.name}`;
  };
  const show = (end: Vector3) => {
    if (!start) return;
    line.geometry.dispose();
    line.geometry = new BufferGeometry().setAttribute(
      'position',
      new Float32BufferAttribute([start.x, start.y, start.z, end.x, end.y, end.z], 3),
    );
    line.visible = true;
    const [dx, dy, dz] = [Math.abs(end.x - start.x), Math.abs(end.y - start.y), Math.abs(end.z - start.z)];
    host.note(`${length(start.distanceTo(end))}\nX ${length(dx)}  Y ${length(dy)}  Z ${length(dz)}`);
    host.redraw();
  };
  const clear = () => {
    start = undefined;
    done = false;
    line.visible = false;
    host.note(null);
    host.redraw();
  };

  return {
    enter: () =>
      host.hints([
        ['Click', 'two points'],
        ['Esc', 'clear'],
      ]),
    leave: () => {
      line.removeFromParent();
      line.geometry.dispose();
      (line.material as LineBasicMaterial).dispose();
      host.note(null);
    },
    hover: (pointer) => {
      viewState.getState().setHover(pointer.hit()?.id ?? null);
      const end = start && !done ? pointOf(pointer) : undefined;
      if (end) show(end);
    },
    release: (pointer) => {
      const point = pointOf(pointer);
      if (!point) return;
      if (!start || done) {
        clear();
        start = point;
        return;
      }
      show(point);
      done = true;
    },
    key: (event) => {
      if (event.key !== 'Escape' || !start) return false;
      clear();
      return true;
    },
  };
};
