/**
 * What a record of a facility file must look like: strict about types, finite numbers and wide physical
 * ranges; fields it does not know are kept. The order of the entries is the order of the keys on disk.
 */
import * as v from 'valibot';
import { bytesOfBase64, mostDrawnPoints, mostImage_bytes, mostPixels } from '../document/drawing-limits.ts';
import { anchorsFault } from '../document/measured-points.ts';
import { type FacilityRecord, layerNames, measureKinds, precisions, type RecordType } from '../document/records.ts';
import { farthest_m } from '../document/site-limits.ts';

/** Ids hold no spaces and no quotes. */
export const idPattern = /^[^\s"\\]{1,200}$/u;

const finite = v.pipe(v.number('must be a number'), v.finite('must be a finite number'));
const between = (low: number, high: number) =>
  v.pipe(finite, v.minValue(low, `must lie between ${low} and ${high}`), v.maxValue(high, `must lie between ${low} and ${high}`));
const text = v.string('must be a text');
const id = v.pipe(text, v.regex(idPattern, 'must be an id: 1 to 200 characters without spaces and quotes'));
const choice = <const T extends readonly string[]>(...options: T) => v.picklist(options, `must be one of ${options.join(', ')}`);
const length_m = between(-farthest_m, farthest_m);
const fraction = between(0, 1);

const point = v.strictTuple([length_m, length_m], 'must be a pair of numbers');
const place = v.strictTuple([length_m, length_m, length_m], 'must be three numbers');
const curve = v.array(v.strictTuple([finite, finite], 'must be a pair of numbers'));
const parameterValue = v.union(
  [finite, text, v.boolean(), curve],
  'must be a finite number, a text, true or false, or a list of pairs of numbers',
);
const overrides = v.record(v.string(), parameterValue, 'must be an object of parameter values');

const sourcedValue = v.looseObject({
  value: parameterValue,
  unit: text,
  source: text,
  tag: choice('measured', 'vendor', 'vendor-via-third-party', 'third-party', 'estimate', 'derived'),
  date: text,
  note: v.exactOptional(text),
  band: v.exactOptional(v.strictTuple([finite, finite], 'must be a pair of numbers')),
});

const sourcedValues = v.record(v.string(), sourcedValue, 'must be an object of sourced values');

const gridEvent = v.looseObject({
  name: text,
  reduction: fraction,
  notice_s: between(0, 1e7),
  duration_s: between(0, 1e8),
  perYear: between(0, 1e5),
  payment_USD_kWh: between(-1e3, 1e6),
  source: text,
});

const connectionEnd = v.looseObject({ equipment: id, port: text });

/** One schema per table. */
export const recordSchemas = {
  site: v.looseObject({
    id,
    type: v.literal('site'),
    name: text,
    projectNumber: text,
    author: text,
    revision: text,
    date: text,
    status: choice('not-for-construction', 'for-review', 'for-construction'),
    location: text,
    altitude_m: between(-500, 6000),
    utilityLimit_W: v.exactOptional(between(0, 1e12)),
    defaultScenario: id,
    assumptions: v.exactOptional(sourcedValues),
    gridEvents: v.exactOptional(v.array(gridEvent, 'must be a list of events')),
  }),
  space: v.looseObject({
    id,
    type: v.literal('space'),
    kind: choice('building', 'hall', 'room', 'aisle', 'zone', 'yard'),
    name: text,
    parent: v.exactOptional(id),
    outline_m: v.pipe(v.array(point, 'must be a list of points'), v.minLength(3, 'must have at least three points')),
    elevation_m: length_m,
    height_m: between(0, farthest_m),
    aisle: v.exactOptional(choice('cold', 'hot')),
    containment: v.exactOptional(choice('doors', 'roof', 'doors and roof')),
    wallThickness_m: v.exactOptional(between(0.01, 3)),
    openings: v.exactOptional(
      v.array(
        v.looseObject({
          kind: choice('door', 'gate', 'passage'),
          wall: v.pipe(between(0, 1e4), v.integer('must be a whole number')),
          from_m: between(0, farthest_m),
          width_m: between(0.1, farthest_m),
          height_m: between(0.1, farthest_m),
        }),
        'must be a list of openings',
      ),
    ),
    partitions: v.exactOptional(
      v.array(v.looseObject({ from_m: point, to_m: point, thickness_m: between(0.01, 3) }), 'must be a list of partitions'),
    ),
    columns: v.exactOptional(
      v.array(
        v.looseObject({
          at_m: point,
          width_m: between(0.01, 100),
          depth_m: between(0.01, 100),
          yaw_deg: v.exactOptional(between(-1e6, 1e6)),
        }),
        'must be a list of columns',
      ),
    ),
    raisedFloor_m: v.exactOptional(between(0.05, 10)),
    ceiling_m: v.exactOptional(between(0.5, farthest_m)),
    limits: v.exactOptional(
      v.looseObject({
        rackPower_W: v.exactOptional(between(0, 1e12)),
        density_W_m2: v.exactOptional(between(0, 1e9)),
        floorLoad_Pa: v.exactOptional(between(0, 1e9)),
      }),
    ),
    air: v.exactOptional(
      v.looseObject({ supply_K: between(150, 400), dewPoint_K: between(150, 400), bypass: fraction, recirculation: fraction }),
    ),
  }),
  item: v.looseObject({
    id,
    type: v.literal('item'),
    kind: text,
    name: text,
    title: text,
    maker: text,
    model: text,
    values: sourcedValues,
  }),
  equipment: v.looseObject({
    id,
    type: v.literal('equipment'),
    tag: text,
    item: id,
    space: v.exactOptional(id),
    group: v.exactOptional(id),
    position_m: place,
    yaw_deg: between(-1e6, 1e6),
    locked: v.exactOptional(v.literal(true, 'must be true or absent')),
    overrides,
  }),
  connection: v.looseObject({
    id,
    type: v.literal('connection'),
    tag: text,
    from: connectionEnd,
    to: connectionEnd,
    system: id,
    item: id,
    waypoints_m: v.array(place, 'must be a list of places'),
    overrides,
  }),
  system: v.looseObject({
    id,
    type: v.literal('system'),
    name: text,
    kind: choice('tcs', 'fws', 'chw', 'cws', 'mv', 'lv', 'dc'),
    fluid: v.exactOptional(text),
    train: v.exactOptional(choice('A', 'B')),
    voltage_V: v.exactOptional(between(0, 1e7)),
  }),
  group: v.looseObject({
    id,
    type: v.literal('group'),
    kind: choice('row', 'pod', 'scalable-unit', 'plant', 'train', 'other'),
    name: text,
    parent: v.exactOptional(id),
    units: v.exactOptional(
      v.looseObject({
        count: between(1, 10_000),
        step_m: place,
        copies: v.array(v.looseObject({ group: id, of: v.record(id, id, 'must be an object of ids') }), 'must be a list of units'),
      }),
    ),
    array: v.exactOptional(
      v.looseObject({
        item: id,
        origin_m: place,
        yaw_deg: between(-1e6, 1e6),
        count: between(1, 20_000),
        pitch_m: between(0, farthest_m),
        rows: between(1, 20_000),
        coldAisle_m: between(0, farthest_m),
        hotAisle_m: between(0, farthest_m),
        facing: choice('alternate', 'fronts', 'same'),
        members: v.array(v.looseObject({ group: id, pieces: v.array(id, 'must be a list of ids') }), 'must be a list of rows'),
      }),
    ),
    baseline: v.exactOptional(v.looseObject({ driver: text, runtime: text, precision: choice(...precisions), powerProfile: text })),
    coincidence: v.exactOptional(fraction),
  }),
  scenario: v.looseObject({
    id,
    type: v.literal('scenario'),
    name: text,
    title: text,
    load: choice('typical', 'tdp', 'design', 'edpp'),
    utilisation: between(0, 10),
    edpFactor: v.exactOptional(between(0, 10)),
    onBattery: v.exactOptional(v.boolean('must be true or false')),
    ambient: v.looseObject({ dryBulb_K: between(150, 400), relativeHumidity: fraction }),
    failed: v.array(id, 'must be a list of ids'),
  }),
  workload: v.looseObject({
    id,
    type: v.literal('workload'),
    name: text,
    title: text,
    tenant: v.exactOptional(text),
    purpose: choice('inference', 'training', 'ingestion'),
    model: v.looseObject({
      name: text,
      architecture: choice('dense', 'moe', 'hybrid'),
      totalParameters: between(0, 1e16),
      activeParameters: between(0, 1e16),
    }),
    precision: choice(...precisions),
    serving: v.exactOptional(
      v.looseObject({
        points: choice('ml-energy-v3', 'published', 'stated'),
        task: v.exactOptional(text),
        promptTokens: between(0, 1e8),
        outputTokens: between(0, 1e8),
        tokensPerUser_per_s: between(0, 1e6),
        batch: v.exactOptional(between(1, 1e6)),
        prefillShare: v.exactOptional(fraction),
      }),
    ),
    training: v.exactOptional(
      v.looseObject({
        sequenceTokens: between(1, 1e8),
        stages_s: v.array(between(0, 1e6), 'must be a list of seconds'),
        waiting: fraction,
      }),
    ),
    counts: choice('output', 'total'),
    priority: between(1, 1000),
    placements: v.array(v.looseObject({ on: id, share: fraction }), 'must be a list of placements'),
    values: sourcedValues,
  }),
  view: v.looseObject({
    id,
    type: v.literal('view'),
    name: text,
    order: between(-1e9, 1e9),
    camera: v.looseObject({ eye_m: place, target_m: place, span_m: between(1e-3, farthest_m) }),
    projection: choice('perspective', 'orthographic'),
    overlay: v.exactOptional(text),
    section: v.array(
      v.looseObject({ axis: choice('x', 'y', 'z'), at_m: length_m, keeps: choice('above', 'below') }),
      'must be a list of section planes',
    ),
    hiddenLayers: v.array(choice(...layerNames), 'must be a list of layers'),
    solid: v.exactOptional(choice(...layerNames)),
    shading: v.exactOptional(choice('x-ray', 'wireframe')),
    hidden: v.exactOptional(
      v.looseObject({
        pieces: v.array(text, 'must be a list of records'),
        allBut: v.exactOptional(v.literal(true)),
        building: v.exactOptional(v.array(text, 'must be a list of spaces and parts of them')),
      }),
    ),
    note: v.exactOptional(text),
  }),
  drawing: v.looseObject({
    id,
    type: v.literal('drawing'),
    name: text,
    content: v.variant(
      'kind',
      [
        v.looseObject({
          kind: v.literal('lines'),
          width_m: between(0, farthest_m),
          height_m: between(0, farthest_m),
          chains_m: v.pipe(
            v.array(v.array(length_m, 'must be a list of coordinates'), 'must be a list of chains'),
            v.check(
              (chains) => chains.every((chain) => chain.length >= 4 && chain.length % 2 === 0),
              'must be chains of at least two points',
            ),
            v.check(
              (chains) => chains.reduce((sum, { length }) => sum + length / 2, 0) <= mostDrawnPoints,
              `must have at most ${mostDrawnPoints} points`,
            ),
          ),
        }),
        v.looseObject({
          kind: v.literal('image'),
          mediaType: choice('image/png', 'image/jpeg', 'image/webp'),
          width_px: v.pipe(between(1, mostPixels), v.integer('must be a whole number')),
          height_px: v.pipe(between(1, mostPixels), v.integer('must be a whole number')),
          data: v.pipe(
            text,
            v.check((data) => bytesOfBase64(data) <= mostImage_bytes, `must be an image of at most ${mostImage_bytes} bytes`),
            v.regex(/^[A-Za-z0-9+/]+={0,2}$/, 'must be base64'),
          ),
        }),
      ],
      'must be lines or an image',
    ),
  }),
  underlay: v.looseObject({
    id,
    type: v.literal('underlay'),
    name: text,
    drawing: id,
    at_m: point,
    yaw_deg: between(-1e6, 1e6),
    width_m: between(0.001, farthest_m),
    opacity: fraction,
    locked: v.exactOptional(v.literal(true, 'must be true or absent')),
    hidden: v.exactOptional(v.literal(true, 'must be true or absent')),
  }),
  measurement: v.pipe(
    v.looseObject({
      id,
      type: v.literal('measurement'),
      name: text,
      kind: choice(...measureKinds),
      anchors: v.array(v.looseObject({ on: v.exactOptional(id), at_m: place }), 'must be a list of points'),
      hidden: v.exactOptional(v.literal(true, 'must be true or absent')),
    }),
    v.forward(
      v.check(
        ({ kind, anchors }) => anchorsFault(kind, anchors) === undefined,
        ({ input: { kind, anchors } }) => `must be ${anchorsFault(kind, anchors)}`,
      ),
      ['anchors'],
    ),
  ),
} as const satisfies Record<RecordType, v.GenericSchema>;

/** Compile-time proof that what the schemas accept is what the document holds. */
type Accepted = { [T in RecordType]: v.InferOutput<(typeof recordSchemas)[T]> }[RecordType];
export type SchemaMatchesRecords = Accepted extends FacilityRecord ? true : never;
const proven: SchemaMatchesRecords = true;
void proven;

/** First line of a file. */
export const headerSchema = v.looseObject({
  format: v.literal('headroom-facility', 'must be "headroom-facility"'),
  version: v.pipe(v.number('must be a whole number'), v.integer('must be a whole number'), v.minValue(1, 'must be 1 or more')),
  app: v.exactOptional(text),
  units: v.exactOptional(text),
});
export type FacilityHeader = v.InferOutput<typeof headerSchema>;
