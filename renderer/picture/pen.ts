/** Draws in the look of the window: its theme's colours, its type, lengths in CSS pixels at any size of the picture. */

export type Weight = 400 | 600;

export interface TextStyle {
  readonly size?: number;
  readonly weight?: Weight;
  /** Name of a token of the theme, e.g. `muted`. */
  readonly colour?: string;
  readonly align?: 'left' | 'center' | 'right';
}

/** Values of the theme's tokens, by name without dashes. */
export type Tokens = (name: string) => string;

export const tokensOfWindow = (): Tokens => {
  const style = getComputedStyle(document.documentElement);
  return (name) => style.getPropertyValue(`--${name}`).trim();
};

export type Context = Pick<
  CanvasRenderingContext2D,
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'font'
  | 'textAlign'
  | 'textBaseline'
  | 'fillRect'
  | 'fillText'
  | 'measureText'
  | 'beginPath'
  | 'roundRect'
  | 'moveTo'
  | 'lineTo'
  | 'closePath'
  | 'fill'
  | 'stroke'
  | 'createLinearGradient'
  | 'globalAlpha'
>;

export class Pen {
  readonly context: Context;
  readonly colour: Tokens;

  /** @param context scaled so that its unit is a CSS pixel */
  constructor(context: Context, colour: Tokens) {
    this.context = context;
    this.colour = colour;
  }

  #set({ size = 12, weight = 400, colour = 'text', align = 'left' }: TextStyle): void {
    this.context.font = `${weight} ${size}px ${this.colour('font')}`;
    this.context.fillStyle = this.colour(colour);
    this.context.textAlign = align;
    this.context.textBaseline = 'middle';
  }

  /** @param y middle of the line */
  text(text: string, x: number, y: number, style: TextStyle = {}): void {
    this.#set(style);
    this.context.fillText(text, x, y);
  }

  width(text: string, style: TextStyle = {}): number {
    this.#set(style);
    return this.context.measureText(text).width;
  }

  /** The text, cut with an ellipsis where it is wider than its room. */
  fitted(text: string, room: number, style: TextStyle = {}): string {
    if (this.width(text, style) <= room) return text;
    let kept = text;
    while (kept.length > 1 && this.width(`${kept}…`, style) > room) kept = kept.slice(0, -1);
    return `${kept.trimEnd()}…`;
  }

  box(x: number, y: number, width: number, height: number, fill: string, line: string, radius = 6): void {
    const { context } = this;
    context.beginPath();
    context.roundRect(x + 0.5, y + 0.5, width - 1, height - 1, radius);
    context.fillStyle = this.colour(fill);
    context.fill();
    context.strokeStyle = this.colour(line);
    context.lineWidth = 1;
    context.stroke();
  }
}
