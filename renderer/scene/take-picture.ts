/** The view as it stands, refined, as a PNG. */
import type { OrthographicCamera, PerspectiveCamera, WebGLRenderer } from 'three';
import type { SceneModel } from './scene-model.ts';

/** Averaged frames before a refined picture is shown: fewer are noisy. */
export const shownFrom = 10;
const picturedFrames = 32;
/** A picture that has taken this long is shown with the frames it has, at least `shownFrom`: nobody waits a minute for the last grain. */
const longestPicture_ms = 4000;

/** Read in the same task as it is drawn: the canvas keeps nothing longer. */
export function takePicture(model: SceneModel, gl: WebGLRenderer, camera: PerspectiveCamera | OrthographicCamera): Promise<Blob | null> {
  const begun = performance.now();
  for (let frame = 1; frame <= picturedFrames; frame++) {
    const last = frame === picturedFrames || (frame >= shownFrom && performance.now() - begun > longestPicture_ms);
    model.refine(gl, camera, last);
    if (last) break;
    // What was only asked for has taken no time yet.
    gl.getContext().finish();
  }
  return new Promise((done) => gl.domElement.toBlob(done, 'image/png'));
}
