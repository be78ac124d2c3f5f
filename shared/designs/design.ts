/** What a reference design is: named parameters with ranges, and a document built from them. */
import type { Document } from '../document/document.ts';
import { fail, type Problem, type Result, succeed } from '../problem.ts';
import { describeQuantity } from '../units/format.ts';
import type { QuantityKind } from '../units/quantity.ts';

interface ParameterBase {
  readonly name: string;
  readonly title: string;
  readonly help: string;
}

/** SI value of a quantity; temperatures in kelvin, power in watt. */
export interface NumberDesignParameter extends ParameterBase {
  readonly quantity: QuantityKind;
  readonly default: number;
  readonly min: number;
  readonly max: number;
}

/** Name of a catalogue item, or another word from a list. */
export interface ChoiceDesignParameter extends ParameterBase {
  readonly choices: readonly string[];
  readonly default: string;
}

export type DesignParameter = NumberDesignParameter | ChoiceDesignParameter;
export type DesignValues = Readonly<Record<string, number | string>>;

export interface Design {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly parameters: readonly DesignParameter[];
  /** Parameters left out take their defaults. Unknown names and values out of range are problems. */
  build(params: DesignValues): Result<Document>;
}

/** Checked parameter values, defaults filled in. */
export class DesignChoices {
  readonly #values: ReadonlyMap<string, number | string>;

  constructor(values: ReadonlyMap<string, number | string>) {
    this.#values = values;
  }

  /** @throws on a name the design does not declare as a number: that is a bug in the design. */
  number(name: string): number {
    const value = this.#values.get(name);
    if (typeof value !== 'number') throw new Error(`design parameter ${name} is not a number`);
    return value;
  }

  /** @throws on a name the design does not declare as a choice. */
  choice(name: string): string {
    const value = this.#values.get(name);
    if (typeof value !== 'string') throw new Error(`design parameter ${name} is not a choice`);
    return value;
  }
}

function faultOf(parameter: DesignParameter, value: number | string): string | undefined {
  if ('choices' in parameter) {
    return typeof value === 'string' && parameter.choices.includes(value)
      ? undefined
      : `${parameter.title} must be one of ${parameter.choices.join(', ')}`;
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) return `${parameter.title} must be a number`;
  if (parameter.quantity === 'count' && !Number.isInteger(value)) return `${parameter.title} must be a whole number`;
  return value < parameter.min || value > parameter.max
    ? `${parameter.title} must lie between ${describeQuantity(parameter.min, parameter.quantity)} and ${describeQuantity(parameter.max, parameter.quantity)}`
    : undefined;
}

export function choicesOf(parameters: readonly DesignParameter[], values: DesignValues): Result<DesignChoices> {
  const problems: Problem[] = [];
  const chosen = new Map<string, number | string>(parameters.map((parameter) => [parameter.name, parameter.default]));
  for (const [name, value] of Object.entries(values)) {
    const parameter = parameters.find((candidate) => candidate.name === name);
    const fault = parameter ? faultOf(parameter, value) : `there is no parameter ${name}; the design has ${[...chosen.keys()].join(', ')}`;
    if (fault) problems.push({ code: 'bad-parameter', field: name, message: fault });
    chosen.set(name, value);
  }
  return problems.length > 0 ? fail(...problems) : succeed(new DesignChoices(chosen));
}

/** A design whose parameters are checked before its generator runs. */
export function defineDesign(design: Omit<Design, 'build'> & { generate(choices: DesignChoices): Result<Document> }): Design {
  const { generate, ...rest } = design;
  return {
    ...rest,
    build(params) {
      const choices = choicesOf(design.parameters, params);
      return choices.ok ? generate(choices.value) : choices;
    },
  };
}
