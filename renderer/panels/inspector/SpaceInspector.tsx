import { Warehouse } from 'lucide-react';
import { useMemo } from 'react';
import { quantityOf } from '../../../shared/analysis/result.ts';
import { editSharedOutline } from '../../../shared/commands/edit-shared-outline.ts';
import { editSpace } from '../../../shared/commands/edit-space.ts';
import { move } from '../../../shared/commands/move.ts';
import type { Document } from '../../../shared/document/document.ts';
import type { Point, Space } from '../../../shared/document/records.ts';
import { area, boundsOf } from '../../../shared/geometry/polygon.ts';
import type { QuantityKind } from '../../../shared/units/quantity.ts';
import { useAnalysis } from '../../analysis/store.ts';
import { figureSections, useFormat } from '../../figures.ts';
import { recordsIn } from '../../scene/records-in.ts';
import { Row } from '../../ui/Row.tsx';
import { Section } from '../../ui/Section.tsx';
import { BuildingSection } from './BuildingSection.tsx';
import { EditRow } from './EditRow.tsx';
import { FigureRow } from './FigureRow.tsx';
import { FindingsAbout } from './Findings.tsx';
import { InspectorHead } from './Head.tsx';

/** A number of a space: its height, its limits, the state of its air. */
function SpaceRow({
  change,
  space,
  ...row
}: {
  label: string;
  kind: QuantityKind;
  value: number | undefined;
  change: (value_SI: number) => Partial<Omit<Space, 'id' | 'type'>>;
  space: Space;
}) {
  return <EditRow {...row} command={(document, value_SI) => editSpace(document, { space: space.id, fields: change(value_SI) })} />;
}

/** Bounds of a space whose walls run along x and y, four of them; undefined for any other outline. */
function rectangleOf({ outline_m }: Space) {
  const bounds = boundsOf(outline_m, 0, 0);
  const square = outline_m.every(([x, y]) => (x === bounds.min[0] || x === bounds.max[0]) && (y === bounds.min[1] || y === bounds.max[1]));
  return outline_m.length === 4 && square ? bounds : undefined;
}

/** The outline with another width along one axis; its south-west corner stays. */
function stretched({ outline_m }: Space, axis: 0 | 1, width_m: number): Space['outline_m'] {
  const { min, max } = boundsOf(outline_m, 0, 0);
  const old = max[axis] - min[axis];
  const at = (value: number) => min[axis] + ((value - min[axis]) / old) * width_m;
  return outline_m.map(([x, y]) => (axis === 0 ? ([at(x), y] as const) : ([x, at(y)] as const)));
}

/** Corners of a drawn outline, each coordinate typed. */
function CornersSection({ space }: { space: Space }) {
  const coordinates = space.outline_m.flatMap(([x, y], corner) => [
    { corner, name: `${corner + 1}, X`, value_m: x, to: (typed_m: number): Point => [typed_m, y] },
    { corner, name: `${corner + 1}, Y`, value_m: y, to: (typed_m: number): Point => [x, typed_m] },
  ]);
  return (
    <Section title="Corners" open={false} testId="corners">
      {coordinates.map(({ corner, name, value_m, to }) => (
        <EditRow
          key={name}
          label={`Corner ${name}`}
          kind="length"
          value={value_m}
          command={(current, typed_m) => editSharedOutline(current, { space: space.id, edit: { how: 'move', corner, to_m: to(typed_m) } })}
        />
      ))}
    </Section>
  );
}

export function SpaceInspector({ document, space }: { document: Document; space: Space }) {
  const format = useFormat();
  const analysis = useAnalysis((state) => state.analysis);
  const stale = useAnalysis((state) => state.stale);
  const inside = useMemo(() => recordsIn(document, [space.id]).length, [document, space.id]);
  const floor = format(area(space.outline_m), 'area');
  const rectangle = rectangleOf(space);
  const corner = boundsOf(space.outline_m, space.elevation_m, space.elevation_m);
  /** With all that is in it, so that its south-west corner, or its floor, comes to lie there. */
  const moveWhole = (current: Document, axis: 0 | 1 | 2, typed_m: number) => {
    const offset_m: [number, number, number] = [0, 0, 0];
    const now = current.tables.space.get(space.id) ?? space;
    offset_m[axis] = typed_m - boundsOf(now.outline_m, now.elevation_m, now.elevation_m).min[axis];
    return move(current, { records: [space.id], offset_m });
  };
  const figures = Object.values(figureSections).flatMap(({ keys }) =>
    keys.filter((key) => analysis && quantityOf(analysis.results, space.id, key) !== undefined),
  );
  const { limits, air } = space;
  return (
    <>
      <InspectorHead
        icon={<Warehouse size={18} />}
        title={space.name}
        named={space.id}
        nameLabel="Name"
        sub={`${space.kind} · ${inside} pieces of equipment`}
        ids={[space.id]}
      />
      <FindingsAbout ids={[space.id]} />
      <Section title="Space">
        {([0, 1] as const).map((axis) => (
          <EditRow
            key={axis}
            label={`Position, ${'XY'[axis]}`}
            kind="length"
            value={corner.min[axis]}
            testId={`space-${'xy'[axis]}`}
            command={(current, typed_m) => moveWhole(current, axis, typed_m)}
          />
        ))}
        <Row label="Floor area" figure={floor.text} unit={floor.unit} />
        {rectangle ? (
          <>
            <SpaceRow
              label="Width, X"
              kind="length"
              value={rectangle.max[0] - rectangle.min[0]}
              space={space}
              change={(width_m) => ({ outline_m: stretched(space, 0, width_m) })}
            />
            <SpaceRow
              label="Depth, Y"
              kind="length"
              value={rectangle.max[1] - rectangle.min[1]}
              space={space}
              change={(depth_m) => ({ outline_m: stretched(space, 1, depth_m) })}
            />
          </>
        ) : null}
        <SpaceRow label="Height" kind="length" value={space.height_m} space={space} change={(height_m) => ({ height_m })} />
        <EditRow
          label="Floor level"
          kind="length"
          value={space.elevation_m}
          testId="space-level"
          command={(current, typed_m) => moveWhole(current, 2, typed_m)}
        />
      </Section>
      {rectangle ? null : <CornersSection space={space} />}
      <BuildingSection space={space} />
      {figures.length > 0 ? (
        <Section title="Results">
          <div className={stale ? 'stale' : ''}>
            {figures.map((key) => (
              <FigureRow key={key} id={space.id} quantity={key} />
            ))}
          </div>
        </Section>
      ) : null}
      <Section title="Limits" open={limits !== undefined}>
        <SpaceRow
          label="Power per rack"
          kind="power"
          value={limits?.rackPower_W}
          space={space}
          change={(rackPower_W) => ({ limits: { ...limits, rackPower_W } })}
        />
        <SpaceRow
          label="Power density"
          kind="powerDensity"
          value={limits?.density_W_m2}
          space={space}
          change={(density_W_m2) => ({ limits: { ...limits, density_W_m2 } })}
        />
        <SpaceRow
          label="Floor load"
          kind="pressure"
          value={limits?.floorLoad_Pa}
          space={space}
          change={(floorLoad_Pa) => ({ limits: { ...limits, floorLoad_Pa } })}
        />
      </Section>
      {air ? (
        <Section title="Air">
          <SpaceRow
            label="Supply air"
            kind="temperature"
            value={air.supply_K}
            space={space}
            change={(supply_K) => ({ air: { ...air, supply_K } })}
          />
          <SpaceRow
            label="Dew point"
            kind="temperature"
            value={air.dewPoint_K}
            space={space}
            change={(dewPoint_K) => ({ air: { ...air, dewPoint_K } })}
          />
          <SpaceRow label="Bypass" kind="ratio" value={air.bypass} space={space} change={(bypass) => ({ air: { ...air, bypass } })} />
          <SpaceRow
            label="Recirculation"
            kind="ratio"
            value={air.recirculation}
            space={space}
            change={(recirculation) => ({ air: { ...air, recirculation } })}
          />
        </Section>
      ) : null}
    </>
  );
}
