/** Numbers that come one after the other, for the GPU: how many is not known before. */
import { BufferAttribute } from 'three';

export class NumberColumn {
  readonly #width: number;
  #values = new Float32Array(1536);
  #used = 0;

  constructor(width: number) {
    this.#width = width;
  }

  add(values: readonly number[], times = 1): void {
    const end = this.#used + this.#width * times;
    if (end > this.#values.length) {
      const longer = new Float32Array(this.#values.length * 2);
      longer.set(this.#values);
      this.#values = longer;
    }
    // One by one: a campus has hundreds of thousands of these.
    const into = this.#values;
    for (let at = this.#used; at < end; ) for (let i = 0; i < this.#width; i++) into[at++] = values[i] as number;
    this.#used = end;
  }

  attribute(): BufferAttribute {
    return new BufferAttribute(this.#values.slice(0, this.#used), this.#width);
  }
}
