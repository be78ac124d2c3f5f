/** Turns the selection about its pivot: drag around it, or type the angle. Steps of 15°, with Shift 1°; P changes the pivot. */
import type { Vector3 } from 'three';
import { type StandingIndex, standingIndex } from '../../shared/commands/clearance.ts';
import { type Pivot, pivotPoint, pivots, rotate } from '../../shared/commands/rotate.ts';
import { toTurn } from '../../shared/commands/snap.ts';
import { describeRecords } from '../../shared/commands/subjects.ts';
import { type TakenWhole, takenWhole } from '../../shared/commands/whole-spaces.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import { isRefusal } from '../../shared/problem.ts';
import { formatFixed } from '../../shared/units/format.ts';
import { selectClicked } from '../selected.ts';
import { refuseAloud, viewState } from '../view-state.ts';
import { clashesAmong, clashText } from './drag-clashes.ts';
import { DragPreview } from './drag-preview.ts';
import { TurnGizmo } from './gizmo.ts';
import { meantBy } from './select.ts';
import { selectionCentre, turnableIds } from './subjects.ts';
import type { ToolFactory, ToolPointer } from './tool.ts';
import { isViewKey, startsQuantity, typedQuantity } from './typed-quantity.ts';

const step_deg = 15;
const fine_deg = 1;

const pivotWords: Readonly<Record<Pivot, string>> = {
  middle: 'the middle',
  first: 'the first selected',
  last: 'the last selected',
  each: 'each itself',
};

interface Turn {
  readonly preview: DragPreview;
  readonly ids: readonly RecordId[];
  readonly centre: Vector3;
  readonly dragged: TakenWhole;
  /** Everything that stands still, built once. */
  readonly standing: StandingIndex;
  start_rad: number | undefined;
  angle_deg: number;
}

export const rotateTool: ToolFactory = (host) => {
  const gizmo = new TurnGizmo(host);
  const typed = typedQuantity('angle', () => viewState.getState().unitSystem);
  let turn: Turn | undefined;
  const stop: (() => void)[] = [];

  /** The pivot, at the height of the selection's middle. */
  const pivotAt = (ids: readonly RecordId[]): Vector3 | undefined => {
    const centre = selectionCentre(host, ids);
    const [x, y] = pivotPoint(host.session.getState().document, { records: ids, pivot: viewState.getState().pivot });
    return centre?.set(x, y, centre.z);
  };
  const rest = () => {
    gizmo.show(pivotAt(turnableIds(host)));
    host.hints([
      ['Drag', 'turn by 15°'],
      ['0…9', 'angle'],
      ['[ ]', 'by 90°'],
      ['Shift', 'by 1°'],
      ['P', `about ${pivotWords[viewState.getState().pivot]}`],
      ['Esc', 'select'],
    ]);
    host.redraw();
  };
  const begin = (): Turn | undefined => {
    const ids = turnableIds(host);
    const centre = pivotAt(ids);
    if (!centre) return undefined;
    if (viewState.getState().readOnly) {
      refuseAloud('This design is open for review: nothing in it can be changed');
      return undefined;
    }
    const { document } = host.session.getState();
    const dragged = takenWhole(document, ids);
    typed.clear();
    turn = {
      preview: new DragPreview(host, `Rotate ${describeRecords(document, dragged.named)}`, ids),
      dragged,
      standing: standingIndex(document, new Set([...dragged.spaces.keys(), ...dragged.equipment.map(({ id }) => id)])),
      ids,
      centre,
      start_rad: undefined,
      angle_deg: 0,
    };
    return turn;
  };
  const end = (keep: boolean) => {
    if (!turn) return;
    const { preview, angle_deg } = turn;
    turn = undefined;
    preview.end(keep && angle_deg !== 0);
    gizmo.turnTo(0);
    host.markClash([]);
    host.note(null);
    rest();
  };
  const show = (angle_deg: number) => {
    if (!turn) return;
    turn.angle_deg = angle_deg;
    const { pivot } = viewState.getState();
    const answer = rotate(turn.preview.gesture.start, { records: turn.ids, angle_deg, pivot });
    if (isRefusal(answer)) return host.note(answer.refused, 'error');
    const document = turn.preview.show(answer.patch);
    gizmo.turnTo((angle_deg * Math.PI) / 180);
    const clashes = clashesAmong(document, turn.dragged, turn.standing, pivot === 'each');
    host.markClash(clashes.ids);
    const angle = `${formatFixed(angle_deg, Number.isInteger(angle_deg) ? 0 : 1)}°`;
    host.note(`${angle}${typed.text === '' ? '' : `  ⌨ ${typed.text}`}${clashText(clashes)}`, clashes.worst ? 'error' : 'plain');
  };
  const bearing = (pointer: ToolPointer): number | undefined => {
    const at = turn && host.model.picker.onPlane(pointer.ray, turn.centre.z);
    return at && turn ? Math.atan2(at.y - turn.centre.y, at.x - turn.centre.x) : undefined;
  };

  return {
    enter: () => {
      rest();
      stop.push(
        viewState.subscribe((state, before) => {
          if ((state.selection !== before.selection || state.pivot !== before.pivot) && !turn) rest();
        }),
      );
    },
    leave: () => {
      end(false);
      for (const each of stop) each();
      gizmo.dispose();
    },
    frame: () => gizmo.frame(),
    press: (pointer) => {
      if (turn) return end(true);
      if (turnableIds(host).length === 0) {
        selectClicked(meantBy(host, pointer.hit()?.id), pointer);
        return;
      }
      const begun = begin();
      if (begun) begun.start_rad = bearing(pointer);
    },
    drag: (pointer) => {
      if (!turn) return;
      const now = bearing(pointer);
      if (now === undefined) return;
      turn.start_rad ??= now;
      const raw = ((now - turn.start_rad) * 180) / Math.PI;
      const step = pointer.ctrl ? 0 : pointer.shift ? fine_deg : step_deg;
      const angle = toTurn(raw, step);
      show(angle > 180 ? angle - 360 : angle <= -180 ? angle + 360 : angle);
    },
    release: (pointer) => {
      if (!turn) return;
      const turned = turn.angle_deg !== 0;
      end(true);
      // A click that turned nothing chooses what is under it.
      if (!turned) selectClicked(meantBy(host, pointer.hit()?.id), pointer);
    },
    hover: (pointer) => viewState.getState().setHover(pointer.hit()?.id ?? null),
    key: (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return false;
      if ((event.key === 'Escape' || event.key === 'Enter') && turn) {
        if (event.key === 'Enter' && typed.fault !== undefined) host.note(`⌨ ${typed.text}\n${typed.fault}`, 'error');
        else end(event.key === 'Enter');
        return true;
      }
      if (event.key === 'p' && !turn) {
        const { pivot } = viewState.getState();
        viewState.setState({ pivot: pivots[(pivots.indexOf(pivot) + 1) % pivots.length] ?? 'middle' });
        return true;
      }
      const typing = turn !== undefined && typed.text !== '';
      if (!startsQuantity(event.key) && !(event.key === 'Backspace' && turn) && !typing) return false;
      if (isViewKey(event, turn !== undefined) || (!turn && !begin())) return false;
      if (!typed.take(event.key)) return false;
      show(typed.value ?? 0);
      return true;
    },
    cancel: () => {
      if (!turn) return false;
      end(false);
      return true;
    },
  };
};
