/** The actions. A new one is one entry in one of these lists. */
import type { Action } from './action.ts';
import { arrangeActions } from './arrange.ts';
import { analyseActions, exportActions, helpActions, insertActions } from './design.ts';
import { editActions } from './edit.ts';
import { fileActions } from './file.ts';
import { overlayActions, shadingActions } from './overlays.ts';
import { sectionActions } from './section.ts';
import { toolActions, viewActions } from './view.ts';
import { viewpointActions } from './viewpoints.ts';

export const actions: readonly Action[] = [
  ...fileActions,
  ...editActions,
  ...arrangeActions,
  ...toolActions,
  ...viewActions,
  ...shadingActions,
  ...overlayActions,
  ...sectionActions,
  ...viewpointActions,
  ...insertActions,
  ...analyseActions,
  ...exportActions,
  ...helpActions,
];

const byId = new Map(actions.map((action) => [action.id, action]));

/** @throws for an id that no action has: ids in code are fixed. */
export function actionNamed(id: string): Action {
  const action = byId.get(id);
  if (!action) throw new Error(`no action is named ${id}`);
  return action;
}

/** Runs an action by name if it can be done now; names come from menus, the palette and the host. */
export function runAction(id: string): boolean {
  const action = byId.get(id);
  if (!action || action.unavailable?.() !== undefined) return false;
  action.run();
  return true;
}
