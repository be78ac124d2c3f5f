/** Saving what the window shows as a viewpoint of the design, and flying back to it. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { retakeView, saveView, type ViewSight, viewsInOrder } from '../../shared/commands/edit-view.ts';
import type { Document } from '../../shared/document/document.ts';
import { layerNames, type View } from '../../shared/document/records.ts';
import { sceneStore } from '../scene/scene-store.ts';
import { newId, perform, session } from '../session.ts';
import { viewState } from '../view-state.ts';
import { hiddenPieces, visibilityOf } from './visibility.ts';

/** What is seen now; undefined while there is no 3D view. */
export function sightNow(): ViewSight | undefined {
  const camera = sceneStore.getState().camera?.();
  if (!camera) return undefined;
  const { projection, overlay, section, layers, focus, shading, hidden } = viewState.getState();
  return {
    camera,
    projection,
    ...(overlay === null ? {} : { overlay }),
    section,
    hiddenLayers: layerNames.filter((name) => !layers[name]),
    ...(focus === null ? {} : { solid: focus }),
    ...(shading === 'shaded' ? {} : { shading }),
    ...hiddenPieces(session.getState().document, hidden),
  };
}

const sightOf = ({ camera, projection, overlay, section, hiddenLayers, solid, shading, hidden }: View): ViewSight => ({
  camera,
  projection,
  ...(overlay === undefined ? {} : { overlay }),
  section,
  hiddenLayers,
  ...(solid === undefined ? {} : { solid }),
  ...(shading === undefined ? {} : { shading }),
  ...(hidden === undefined ? {} : { hidden }),
});
const keyOf = (sight: ViewSight) => JSON.stringify(sight);

const keys = new WeakMap<View, string>();

/** Made once per viewpoint: one may name thousands of pieces, and its picture is asked for whenever the list is drawn. */
function keyOfView(view: View): string {
  const key = keys.get(view) ?? keyOf(sightOf(view));
  keys.set(view, key);
  return key;
}

/**
 * Small pictures by what they show. They belong to the window and not to the design: another machine draws another
 * picture, and the design must stay the same text.
 */
const pictures = createStore<Readonly<Record<string, string>>>(() => ({}));

const keepPicture = (sight: ViewSight): boolean => {
  const picture = sceneStore.getState().thumbnail?.(sight);
  if (picture !== undefined) pictures.setState({ [keyOf(sight)]: picture });
  return picture !== undefined;
};

// Another design, another set of pictures.
let design: object | undefined;
session.subscribe(({ document, undo, redo, phase }) => {
  if (phase === 'committed' && undo.length + redo.length === 0 && document !== design) pictures.setState({}, true);
  design = document;
});

export const useThumbnail = (view: View): string | undefined => useStore(pictures, (all) => all[keyOfView(view)]);

/** Takes the first picture that is missing. Returns whether there may be more. */
export function takeMissingPicture(document: Document): boolean {
  const all = pictures.getState();
  const missing = viewsInOrder(document).find((view) => !(keyOfView(view) in all));
  return missing !== undefined && keepPicture(sightOf(missing));
}

/** Saves what is seen now. Returns whether it was saved. */
export function saveHere(): boolean {
  const sight = sightNow();
  if (!sight) return false;
  const made: { id: string } = { id: '' };
  const own = (type: Parameters<typeof newId>[0]) => {
    made.id = newId(type);
    return made.id;
  };
  if (!perform((document) => saveView(document, { sight, newId: own }))) return false;
  viewState.setState({ viewpoint: made.id });
  keepPicture(sight);
  return true;
}

/** Puts what is seen now in place of what a viewpoint showed. */
export function retakeHere(view: View): void {
  const sight = sightNow();
  if (sight && perform((document) => retakeView(document, { view: view.id, sight }))) keepPicture(sight);
}

/** Shows the model as a viewpoint shows it: camera, projection, overlay, section, layers and hidden pieces. */
export function flyTo(view: View): void {
  viewState.setState(({ camera, splitView }) => ({
    viewpoint: view.id,
    ...(splitView ? {} : { mainView: '3d' as const }),
    projection: view.projection,
    perspectiveWaits: false,
    overlay: view.overlay ?? null,
    section: view.section,
    focus: view.solid ?? null,
    ...visibilityOf(session.getState().document, view),
    camera: { serial: camera.serial + 1, kind: 'stand', at: view.camera },
  }));
}

/** Flies to the viewpoint after or before the last one, round and round. */
export function step(by: 1 | -1): void {
  const views = viewsInOrder(session.getState().document);
  const at = views.findIndex(({ id }) => id === viewState.getState().viewpoint);
  const next = views[at < 0 ? (by > 0 ? 0 : views.length - 1) : (at + by + views.length) % views.length];
  if (next) flyTo(next);
}

/** Goes to the first viewpoint, or back to the one that was flown to last, and lets the arrow keys lead on from there. */
export function play(): void {
  const { document } = session.getState();
  const views = viewsInOrder(document);
  const start = views.find(({ id }) => id === viewState.getState().viewpoint) ?? views[0];
  if (!start) return;
  viewState.getState().setTool('select');
  viewState.getState().select([]);
  viewState.setState({ playing: true, viewpointsOpen: false });
  flyTo(start);
}

export const stopPlaying = (): void => viewState.setState({ playing: false });
