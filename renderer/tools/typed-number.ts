/** A number typed while something is dragged: digits, one point or comma, a minus, and Backspace. */

export interface TypedNumber {
  readonly text: string;
  readonly value: number | undefined;
  /** Takes a key; whether it was one of a number's. */
  take(key: string): boolean;
  clear(): void;
}

export function typedNumber(): TypedNumber {
  let text = '';
  const value = () => {
    const number = Number(text.replace(',', '.'));
    return text === '' || text === '-' || !Number.isFinite(number) ? undefined : number;
  };
  return {
    get text() {
      return text;
    },
    get value() {
      return value();
    },
    take(key) {
      if (/^[0-9]$/.test(key)) text += key;
      else if ((key === '.' || key === ',') && !/[.,]/.test(text)) text += '.';
      else if (key === '-') text = text.startsWith('-') ? text.slice(1) : `-${text}`;
      else if (key === 'Backspace' && text !== '') text = text.slice(0, -1);
      else return false;
      return true;
    },
    clear() {
      text = '';
    },
  };
}
