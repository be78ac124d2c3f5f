/** The 3D view of the design: canvas, and over it the view cube, labels, legend and notes of the tools. */
import { Canvas, useFrame, useThree } from '@react-three/fiber';
import { useEffect, useState } from 'react';
import { PCFShadowMap } from 'three';
import { Legend } from './Legend.tsx';
import { SceneLabels } from './SceneLabels.tsx';
import { SelectionTag } from './SelectionTag.tsx';
import { sceneStore } from './scene-store.ts';
import { exposeStats, renders } from './stats.ts';
import { ToolNotes } from './ToolNotes.tsx';
import { ViewCube } from './ViewCube.tsx';
import { ViewportController } from './viewport-controller.ts';
import './viewport.css';

/** Lives inside the canvas: makes the controller and hands it the frames. Draws nothing through React. */
function SceneHost({ covered, onReady }: { readonly covered: boolean; readonly onReady: (controller: ViewportController | null) => void }) {
  const gl = useThree((state) => state.gl);
  const invalidate = useThree((state) => state.invalidate);
  const size = useThree((state) => state.size);
  const [controller, setController] = useState<ViewportController | null>(null);
  renders.scene++;

  useEffect(() => {
    gl.shadowMap.enabled = true;
    gl.shadowMap.type = PCFShadowMap;
    gl.info.autoReset = false;
    // Asking the driver for its opinion of each shader waits for it to finish them one by one.
    gl.debug.checkShaderErrors = import.meta.env.DEV;
    const made = new ViewportController(gl, () => invalidate());
    const hide = exposeStats(made, gl);
    setController(made);
    onReady(made);
    sceneStore.setState({
      picture: (form) => made.picture(form),
      camera: () => made.rig.standing(),
      thumbnail: (sight) => made.thumbnail(sight),
      bounds: (records) => {
        const box = made.model.bounds(records);
        return box.isEmpty() ? undefined : box;
      },
    });
    invalidate();
    return () => {
      hide();
      onReady(null);
      sceneStore.setState({ picture: null, camera: null, thumbnail: null, bounds: null });
      made.dispose();
    };
  }, [gl, invalidate, onReady]);

  useEffect(() => {
    controller?.resize(size.width, size.height);
    invalidate();
  }, [controller, size, invalidate]);

  useEffect(() => {
    if (!covered) invalidate();
  }, [covered, invalidate]);

  // A priority above zero takes the drawing over from react-three-fiber.
  useFrame(() => controller?.tick(), 1);
  return null;
}

/** `covered`: a diagram lies over the view, which draws no frames until it is seen again. */
export function Viewport({ covered = false }: { covered?: boolean }) {
  const [controller, setController] = useState<ViewportController | null>(null);
  return (
    <section className="viewport" aria-label="3D view" data-testid="viewport">
      <Canvas
        frameloop={covered ? 'never' : 'demand'}
        flat
        dpr={[1, 2]}
        gl={{ antialias: false, alpha: false, stencil: false, powerPreference: 'high-performance' }}
        resize={{ scroll: false, debounce: 0 }}
      >
        <SceneHost covered={covered} onReady={setController} />
      </Canvas>
      {controller && (
        <>
          <SceneLabels controller={controller} />
          <SelectionTag controller={controller} />
          <ToolNotes />
          <ViewCube controller={controller} />
          <Legend />
        </>
      )}
    </section>
  );
}
