/** A document in an operating state, with what thousands of its records ask alike found once: their kind's contribution, air and fluid. */
import type { AnyKind } from '../../catalogue/kind.ts';
import { kindOf } from '../../catalogue/resolve.ts';
import type { Document } from '../../document/document.ts';
import type { ItemId, SpaceId, SystemId } from '../../document/ids.ts';
import type { Connection, Equipment } from '../../document/records.ts';
import type { FluidName } from '../../network/liquid.ts';
import { fluidNamed } from '../../solve/fluids.ts';
import type { OperatingState } from '../state.ts';
import { type Surroundings, surroundingsOf } from './surroundings.ts';

export class Setting {
  readonly document: Document;
  readonly state: OperatingState;
  readonly #contributions = new Map<ItemId, AnyKind['liquid']>();
  readonly #surroundings = new Map<SpaceId | undefined, Surroundings>();
  readonly #fluids = new Map<SystemId, FluidName | undefined>();

  constructor(document: Document, state: OperatingState) {
    this.document = document;
    this.state = state;
  }

  /** What the kind of a record adds to the liquid network; undefined where it holds no liquid. */
  contributionOf(record: Equipment | Connection): AnyKind['liquid'] {
    const known = this.#contributions.get(record.item);
    if (known !== undefined || this.#contributions.has(record.item)) return known;
    const contribution = kindOf(this.document, record)?.liquid;
    this.#contributions.set(record.item, contribution);
    return contribution;
  }

  surroundingsOf(space: SpaceId | undefined): Surroundings {
    let surroundings = this.#surroundings.get(space);
    if (!surroundings) {
      surroundings = surroundingsOf(this.document, space, this.state);
      this.#surroundings.set(space, surroundings);
    }
    return surroundings;
  }

  /** Undefined where the library has no fluid of the name that a system gives. */
  fluidOf(system: SystemId): FluidName | undefined {
    const known = this.#fluids.get(system);
    if (known !== undefined || this.#fluids.has(system)) return known;
    const name = this.document.tables.system.get(system)?.fluid;
    const fluid = name !== undefined && fluidNamed(name) ? name : undefined;
    this.#fluids.set(system, fluid);
    return fluid;
  }
}
