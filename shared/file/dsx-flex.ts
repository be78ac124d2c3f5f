/**
 * DSX Flex 1.7.0 messages of an offline replay: load targets in, power state and breaches out, as CloudEvents 1.0.2
 * with plain (not signed) data. After `schemas/dsx-flex/dsx-flex.yaml` of github.com/dsx-ai-factory/dsx-exchange at
 * cf933149 (Apache-2.0). The bus does not check what it carries, so both directions are checked here.
 */
import * as v from 'valibot';
import { fail, type Problem, type Result, succeed } from '../problem.ts';
import { parseMoment } from '../units/iso-time.ts';

const text = v.string('must be a text');
const moment = v.pipe(
  text,
  v.check((value) => parseMoment(value) !== undefined, 'must be an ISO 8601 moment with Z or an offset'),
);
const uuid = v.pipe(text, v.uuid('must be a UUID'));
const power = v.looseObject({
  value: v.pipe(v.number('must be a number'), v.finite('must be finite'), v.minValue(0, 'must be zero or more')),
  unit: v.picklist(['watt', 'kilowatt', 'megawatt'], 'must be watt, kilowatt or megawatt'),
});
const interval = v.looseObject({ start_time: v.exactOptional(moment), end_time: v.exactOptional(moment) });
const strategy = v.looseObject({ best_effort: v.exactOptional(v.boolean('must be true or false')) });

/** An event named otherwise than its kind is refused by `type`. */
const envelope = <const T extends string, D extends v.GenericSchema>(type: T, data: D) =>
  v.looseObject({
    specversion: v.literal('1.0.2', 'must be "1.0.2"'),
    id: uuid,
    source: v.pipe(text, v.regex(/^\/\/grid\/v1\/(isv|dsx-flex-agent|infra)\/[^/]+$/, 'must be //grid/v1/<role>/<name>')),
    type: v.literal(type, `must be "${type}"`),
    time: moment,
    datacontenttype: v.literal('application/json', 'must be "application/json"'),
    subject: text,
    traceparent: v.pipe(text, v.regex(/^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/, 'must be a W3C trace context')),
    correlationid: v.exactOptional(uuid),
    data,
  });

export const loadTargetSet = envelope(
  'grid.loadtarget.set.v1',
  v.looseObject({
    targets: v.pipe(
      v.array(
        v.looseObject({
          interval,
          feed_tags: v.exactOptional(v.array(text, 'must be a list of feeds')),
          load_constraint: v.nullable(power),
          strategy: v.exactOptional(strategy),
        }),
        'must be a list of targets',
      ),
      v.minLength(1, 'must name at least one target'),
    ),
  }),
);

const feedState = v.looseObject({
  metadata: v.looseObject({ power_minimum: power, power_maximum: power, default_constraint: power }),
  targets: v.array(v.looseObject({ active: v.boolean(), load_constraint: power, interval, strategy, correlation_id: uuid })),
  calculated_load: power,
  in_flight: v.boolean(),
  event: v.picklist(['target_set', 'start_ramp_down', 'end_ramp_down', 'start_ramp_up', 'end_ramp_up', 'periodic']),
  power_event_start_time: v.exactOptional(moment),
  compliant: v.boolean(),
});

export const powerStateStatus = envelope(
  'grid.powerstate.status.v1',
  v.looseObject({ snapshot_time: moment, feeds: v.record(text, feedState) }),
);

export const powerBreachAlert = envelope(
  'grid.powerbreach.alert.v1',
  v.looseObject({
    feed_tag: text,
    status: v.picklist(['active', 'escalated', 'resolved']),
    severity: v.picklist(['warning', 'critical']),
    breach: v.looseObject({ breach_id: uuid, detected_at: moment, resolved_at: v.exactOptional(moment) }),
    target: v.looseObject({ correlation_id: uuid, load_constraint: power }),
    measured_load: power,
    shed_hints: v.exactOptional(
      v.array(
        v.looseObject({
          resource_id: text,
          resource_type: v.picklist(['node', 'gpu', 'chassis']),
          action: v.picklist(['power_cap', 'throttle', 'suspend']),
          priority: v.pipe(v.number(), v.integer(), v.minValue(1)),
          target_power: v.exactOptional(power),
        }),
      ),
    ),
    infrastructure_actions: v.array(v.picklist(['SHUTDOWN_NODES', 'SHUTDOWN_RACKS', 'CUT_DATA_FEEDS', 'TRIP_BREAKERS'])),
  }),
);

export type LoadTargetSet = v.InferOutput<typeof loadTargetSet>;
export type PowerStateStatus = v.InferOutput<typeof powerStateStatus>;
export type PowerBreachAlert = v.InferOutput<typeof powerBreachAlert>;
export type ContractPower = v.InferOutput<typeof power>;

const factors = { watt: 1, kilowatt: 1e3, megawatt: 1e6 } as const;
export const contractPower_W = ({ value, unit }: ContractPower): number => value * factors[unit];

const fieldOf = (path: readonly { readonly key?: unknown }[] | undefined): string =>
  (path ?? []).reduce<string>(
    (field, { key }) => (typeof key === 'number' ? `${field}[${key}]` : field === '' ? String(key) : `${field}.${String(key)}`),
    '',
  );

/** Problems of one message against its schema, each with the field it stands in. */
export function messageProblems(schema: v.GenericSchema, message: unknown): Problem[] {
  const parsed = v.safeParse(schema, message);
  return parsed.success
    ? []
    : parsed.issues.map((issue) => {
        const field = fieldOf(issue.path as readonly { readonly key?: unknown }[] | undefined);
        return { code: 'bad-message', field, message: `${field} ${issue.input === undefined ? 'is missing' : issue.message}` };
      });
}

/** A replay file: a JSON list of load-target events with plain data, or one such event. */
export function readLoadTargets(content: string, file?: string): Result<readonly LoadTargetSet[]> {
  const place = file === undefined ? {} : { file };
  let raw: unknown;
  try {
    raw = JSON.parse(content);
  } catch (error) {
    return fail({ code: 'not-json', ...place, message: `this is not JSON: ${error instanceof Error ? error.message : String(error)}` });
  }
  const messages: readonly unknown[] = Array.isArray(raw) ? raw : [raw];
  if (messages.length === 0) return fail({ code: 'empty', ...place, message: 'the list holds no event' });
  const problems = messages.flatMap((message, i): Problem[] => {
    const data = typeof message === 'object' && message !== null ? (message as { readonly data?: unknown }).data : undefined;
    if (typeof data === 'string')
      return [
        {
          code: 'signed',
          ...place,
          field: `[${i}].data`,
          message: `[${i}].data is signed; a replay needs the plain object, as only its receiver can check a signature`,
        },
      ];
    return messageProblems(loadTargetSet, message).map((problem) => ({
      ...problem,
      ...place,
      field: `[${i}].${problem.field}`,
      message: `[${i}].${problem.message}`,
    }));
  });
  return problems.length > 0 ? fail(...problems) : succeed(messages as readonly LoadTargetSet[]);
}
