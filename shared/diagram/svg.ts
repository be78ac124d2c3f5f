/** A diagram as an SVG file of its own: title, legend, colours of a theme, texts as texts. */
import { type Document, siteOf } from '../document/document.ts';
import type { PlacedDiagram } from './arrange.ts';
import type { Ink, Primitive } from './art.ts';
import { captionArt, deviceArt, dotArt, drawingBounds, feedLetters, lineArt, nodeArt } from './draw.ts';
import { type DrawnValues, diagramSheets, legendOf } from './drawing.ts';
import { figuresOf, worstFindings } from './figures.ts';
import { legendRows } from './legend.ts';
import { pathOf, short } from './path.ts';

export type Palette = Readonly<Record<Ink, string>>;

/** Ink on white paper. Loading steps run from blue to orange, which colour-blind readers tell apart. */
export const paper: Palette = {
  none: 'none',
  text: '#272d33',
  strong: '#12161a',
  muted: '#59626c',
  line: '#dde1e5',
  'line-strong': '#c6ccd2',
  panel: '#ffffff',
  raised: '#f6f7f9',
  track: '#dde1e5',
  accent: '#4a8200',
  warn: '#c07f16',
  error: '#d04a35',
  ok: '#2f9a60',
  'train-a': '#7d5fd0',
  'train-b': '#bd4d90',
  supply: '#1f6fa8',
  return: '#a84f14',
  'load-1': '#215f9a',
  'load-2': '#1f8f9e',
  'load-3': '#4cb57a',
  'load-4': '#d9c24e',
  'load-5': '#e07b39',
};

/** Control characters are no characters of XML 1.0, escaped or not. */
const escaped = (text: string): string =>
  [...text]
    .filter((sign) => sign >= ' ' || sign === '\n' || sign === '\t')
    .map((sign) => (`&<>"'`.includes(sign) ? `&#${sign.charCodeAt(0)};` : sign))
    .join('');

export function svgElement(primitive: Primitive, palette: Palette): string {
  if (primitive.type === 'text') {
    const { at, text, size, weight, anchor, ink } = primitive;
    const bold = weight === 'semibold' ? ' font-weight="600"' : '';
    const anchored = anchor === 'start' ? '' : ` text-anchor="${anchor}"`;
    return `<text x="${short(at.x)}" y="${short(at.y)}" font-size="${size}"${bold}${anchored} fill="${palette[ink]}">${escaped(text)}</text>`;
  }
  const stroke =
    primitive.width > 0 && primitive.ink !== 'none' ? ` stroke="${palette[primitive.ink]}" stroke-width="${primitive.width}"` : '';
  const fill = ` fill="${palette[primitive.fill ?? 'none']}"`;
  if (primitive.type === 'circle')
    return `<circle cx="${short(primitive.at.x)}" cy="${short(primitive.at.y)}" r="${short(primitive.radius)}"${fill}${stroke}/>`;
  if (primitive.type === 'box') {
    const { x, y, width, height } = primitive.box;
    return `<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" rx="${primitive.round}"${fill}${stroke}/>`;
  }
  return `<path d="${pathOf(primitive) ?? ''}"${fill}${stroke}/>`;
}

export interface SvgOptions extends DrawnValues {
  readonly palette?: Palette;
}

export function diagramSvg(document: Document, diagram: PlacedDiagram, options: SvgOptions): string {
  const palette = options.palette ?? paper;
  const worst = worstFindings(options.analysis);
  const element = (primitive: Primitive) => svgElement(primitive, palette);
  const site = siteOf(document);
  const name = diagramSheets[diagram.diagram.kind].title;
  const scenario = options.analysis ? ` · ${options.analysis.scenario.title}` : '';
  const legend = legendRows(legendOf(diagram.diagram, options), drawingBounds(diagram));
  const area = legend.bounds;
  const heading = 44;
  const [x, y, width, height] = [area.x, area.y - heading, area.width, area.height + heading];
  const groups = diagram.nodes.map((placed) => {
    const figures = figuresOf(diagram.diagram.kind, placed.node, options.analysis, worst, options.system, options.lost);
    const body = nodeArt(placed, figures).map(element).join('');
    return `<g id="${escaped(placed.node.key)}"><title>${escaped(figures.spoken)}</title>${body}</g>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${[x, y, width, height].map(short).join(' ')}" width="${short(width)}" height="${short(height)}" font-family="Inter, system-ui, sans-serif" style="font-variant-numeric:tabular-nums">`,
    `<title>${escaped(`${site.name}: ${name}`)}</title>`,
    `<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" fill="${palette.panel}"/>`,
    `<text x="${short(x + 20)}" y="${short(y + 30)}" font-size="15" font-weight="600" fill="${palette.strong}">${escaped(site.name)}</text>`,
    `<text x="${short(x + 20)}" y="${short(y + 47)}" font-size="11" fill="${palette.muted}">${escaped(`${name}${scenario} · revision ${site.revision} · ${site.status.replaceAll('-', ' ')}`)}</text>`,
    `<g stroke-linecap="round" stroke-linejoin="round">`,
    ...captionArt(diagram).map(element),
    ...diagram.lines.flatMap((placed) => lineArt(placed, diagram).map(element)),
    ...diagram.devices.flatMap((placed) => deviceArt(placed).map(element)),
    ...groups,
    ...dotArt(diagram).map(element),
    ...feedLetters(diagram).map(element),
    ...legend.primitives.map(element),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}
