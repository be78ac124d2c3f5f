/** OpenUSD: `usd/Main.usda` with instances of `usd/assets/<item>.usda`, and `usd/Main_flat.usda` with everything inlined. */
import { defineExporter, type ExportFile } from '../exporter.ts';
import { bytesOf } from '../text.ts';
import { assetLayer, prototypesOf, sceneLayer } from './scene.ts';
import { writeLayer } from './usda.ts';

export const usdExporter = defineExporter({
  format: 'usd',
  title: 'OpenUSD scene',
  write({ document, analysis }) {
    const prototypes = prototypesOf(document);
    const file = (path: string, text: string): ExportFile => ({ path: `usd/${path}`, bytes: bytesOf(text) });
    return [
      file('Main.usda', writeLayer(sceneLayer(document, analysis, prototypes, 'layered'))),
      file('Main_flat.usda', writeLayer(sceneLayer(document, analysis, prototypes, 'flat'))),
      ...[...new Set(prototypes.values())].map((prototype) =>
        file(`assets/${prototype.name}.usda`, writeLayer(assetLayer(document, prototype))),
      ),
    ];
  },
});
