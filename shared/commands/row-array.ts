/** Places rows of one item: so many per row, so many rows, facing each other over cold aisles. */
import { kindNamed } from '../catalogue/kinds/index.ts';
import { itemParameters } from '../catalogue/resolve.ts';
import type { Document } from '../document/document.ts';
import type { GroupId, IdSource } from '../document/ids.ts';
import { added, type Change } from '../document/patch.ts';
import type { Equipment, Group, Item, Place, RowArray } from '../document/records.ts';
import { placed } from '../geometry/pose.ts';
import { refuse } from '../problem.ts';
import type { CommandAnswer } from './command.ts';
import { pinItem } from './pin-item.ts';
import { placeFault } from './place.ts';
import { spaceAt } from './spaces.ts';
import { tagSource } from './tags.ts';

export interface RowArrayArguments {
  readonly item: Item;
  /** Centre of the first place of the first row. */
  readonly origin_m: Place;
  /** Direction of the row: 0 runs east. Fronts of the first row look 90° clockwise of it. */
  readonly yaw_deg: number;
  readonly count: number;
  /** Centre to centre along the row. The item's width unless given. */
  readonly pitch_m?: number;
  readonly rows: number;
  /** Clear width between fronts, and between rears, of neighbouring rows. */
  readonly coldAisle_m: number;
  readonly hotAisle_m: number;
  readonly facing: RowArray['facing'];
  /** Rows become groups `<name> 1`, `<name> 2`, …; no groups without a name. */
  readonly rowName?: string;
  /** Keeps count, pitch and aisles on a group of its own, so that the array can be changed later. Needs a name. */
  readonly editable?: true;
  readonly parent?: GroupId;
  readonly newId: IdSource;
}

export interface RowPlace {
  readonly row: number;
  readonly index: number;
  readonly position_m: Place;
  readonly yaw_deg: number;
}

/**
 * Places of a row array, row by row. Rows follow each other to the left of the row's direction;
 * alternating, rows 1 and 2 stand rear to rear over a hot aisle, 2 and 3 front to front over a cold one; with `fronts`
 * it is the other way round.
 */
export function rowPlaces(
  args: Pick<RowArrayArguments, 'origin_m' | 'yaw_deg' | 'count' | 'rows' | 'coldAisle_m' | 'hotAisle_m' | 'facing'>,
  pitch_m: number,
  depth_m: number,
): RowPlace[] {
  const places: RowPlace[] = [];
  let across = 0;
  for (let row = 0; row < args.rows; row++) {
    const alternating = args.facing !== 'same';
    // With fronts together first, row 1 looks at row 2: to the left of the rows' direction.
    const turned = alternating && (row % 2 === 1) !== (args.facing === 'fronts');
    for (let index = 0; index < args.count; index++) {
      places.push({
        row,
        index,
        position_m: placed([index * pitch_m, across, 0], args.origin_m, args.yaw_deg),
        yaw_deg: (args.yaw_deg + (turned ? 180 : 0)) % 360,
      });
    }
    const rearToRear = alternating && !turned;
    across += depth_m + (rearToRear ? args.hotAisle_m : args.coldAisle_m);
  }
  return places;
}

const largestArray = 20_000;

/** Why rows of these figures cannot be placed. */
export function arrayFault(
  args: Pick<RowArrayArguments, 'count' | 'rows' | 'coldAisle_m' | 'hotAisle_m'>,
  item: Item,
  pitch_m: number,
  width_m: number,
): string | undefined {
  for (const [name, count] of [
    ['count', args.count],
    ['rows', args.rows],
  ] as const) {
    if (!Number.isInteger(count) || count < 1)
      return `The ${name === 'count' ? 'count per row' : 'number of rows'} must be a whole number from 1`;
  }
  if (args.count * args.rows > largestArray) return `${args.count * args.rows} pieces are more than one array may place (${largestArray})`;
  if (!(pitch_m >= width_m - 1e-9)) return `A pitch of ${pitch_m} m is less than the width of ${item.title}, ${width_m} m`;
  if (!(args.coldAisle_m >= 0) || !(args.hotAisle_m >= 0)) return 'Aisle widths must not be negative';
  return undefined;
}

export function rowArray(document: Document, args: RowArrayArguments): CommandAnswer {
  const pinned = pinItem(document, args.item);
  const fault = placeFault(pinned.item);
  if (fault) return refuse(fault);
  const kind = kindNamed(pinned.item.kind);
  const parameters = itemParameters(pinned.item);
  const envelope = parameters.ok ? kind?.envelope?.(parameters.value) : undefined;
  if (!kind || !envelope) return refuse(`${pinned.item.title} has no outside dimensions`);
  const pitch_m = args.pitch_m ?? envelope.width_m;
  const wrong = arrayFault(args, pinned.item, pitch_m, envelope.width_m);
  if (wrong) return refuse(wrong);

  const tags = tagSource(document);
  const patch: Change[] = [...pinned.patch];
  const groups: Group[] = [];
  const selection: string[] = [];
  const arrayGroup = args.editable && args.rowName !== undefined ? args.newId('group') : undefined;
  const parent = arrayGroup ?? args.parent;
  for (const { row, position_m, yaw_deg } of rowPlaces(args, pitch_m, envelope.depth_m)) {
    if (args.rowName !== undefined && !groups[row]) {
      const group: Group = {
        id: args.newId('group'),
        type: 'group',
        kind: 'row',
        name: `${args.rowName} ${row + 1}`,
        ...(parent === undefined ? {} : { parent }),
      };
      groups[row] = group;
      patch.push(added(group));
    }
    const space = spaceAt(document, position_m);
    const group = groups[row];
    const equipment: Equipment = {
      id: args.newId('equipment'),
      type: 'equipment',
      tag: tags.next(kind.tagPrefix),
      item: pinned.id,
      ...(space === undefined ? {} : { space }),
      ...(group === undefined ? {} : { group: group.id }),
      position_m,
      yaw_deg,
      overrides: {},
    };
    selection.push(equipment.id);
    patch.push(added(equipment));
  }
  if (arrayGroup !== undefined) {
    const { origin_m, yaw_deg, count, rows, coldAisle_m, hotAisle_m, facing } = args;
    const members = groups.map(({ id }, row) => ({ group: id, pieces: selection.slice(row * count, (row + 1) * count) }));
    patch.push(
      added({
        id: arrayGroup,
        type: 'group',
        kind: 'other',
        name: `${args.rowName} array`,
        ...(args.parent === undefined ? {} : { parent: args.parent }),
        array: { item: pinned.id, origin_m, yaw_deg, count, pitch_m, rows, coldAisle_m, hotAisle_m, facing, members },
      }),
    );
  }
  const what = args.rows === 1 ? `row of ${args.count}` : `${args.rows} rows of ${args.count}`;
  return { label: `Place ${what} ${pinned.item.title}`, patch, selection };
}
