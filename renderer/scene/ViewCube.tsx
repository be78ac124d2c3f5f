/** The view cube: turns with the camera, a click on a face looks along it. */
import { useEffect, useRef } from 'react';
import { Matrix4 } from 'three';
import { type AxisView, viewState } from '../view-state.ts';
import type { ViewportController } from './viewport-controller.ts';

const faces: readonly { readonly view: AxisView; readonly label: string; readonly turn: string }[] = [
  { view: 'front', label: 'Front', turn: 'rotateX(-90deg)' },
  { view: 'back', label: 'Back', turn: 'rotateX(-90deg) rotateY(180deg)' },
  { view: 'right', label: 'Right', turn: 'rotateX(-90deg) rotateY(90deg)' },
  { view: 'left', label: 'Left', turn: 'rotateX(-90deg) rotateY(-90deg)' },
  { view: 'top', label: 'Top', turn: '' },
  { view: 'bottom', label: 'Bottom', turn: 'rotateX(180deg)' },
];

const matrix = new Matrix4();

export function ViewCube({ controller }: { readonly controller: ViewportController }) {
  const cube = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const turn = () => {
      // CSS has y downwards: mirror rows and columns of y of the camera's rotation.
      const e = matrix.extractRotation(controller.camera.matrixWorldInverse).elements;
      if (cube.current) {
        cube.current.style.transform = `matrix3d(${e[0]},${-e[1]},${e[2]},0,${-e[4]},${e[5]},${-e[6]},0,${e[8]},${-e[9]},${e[10]},0,0,0,0,1)`;
      }
    };
    turn();
    return controller.onFrame(turn);
  }, [controller]);
  return (
    <nav className="view-cube" aria-label="View cube">
      <div className="view-cube-body" ref={cube}>
        {faces.map(({ view, label, turn }) => (
          <button
            type="button"
            key={view}
            className="view-cube-face"
            style={{ transform: `${turn} translateZ(27px)` }}
            title={`Look from ${label.toLowerCase()}`}
            onClick={() => viewState.getState().lookAlong(view)}
          >
            {label}
          </button>
        ))}
      </div>
    </nav>
  );
}
