/** A step that lifts the records of a file from one format version to the next. Small, named, forward only. */
export type RawRecord = Readonly<Record<string, unknown>>;

export interface Migration {
  /** Version the records have after this step; the step before it left them at `to - 1`. */
  readonly to: number;
  readonly name: string;
  /** The record in the new form, several records in its place, or none. */
  lift(record: RawRecord): readonly RawRecord[];
}

/** Lifts one record of a file of version `from` through every later step. */
export function liftRecord(record: RawRecord, from: number, steps: readonly Migration[]): readonly RawRecord[] {
  return steps
    .filter((step) => step.to > from)
    .reduce<readonly RawRecord[]>((records, step) => records.flatMap((one) => step.lift(one)), [record]);
}
