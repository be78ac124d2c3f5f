import { defineKind, defineParameters, type ParametersOf } from '../../kind.ts';
import { bodyEnvelope, bodyParameters } from '../body.ts';

export const transformerParameters = defineParameters({
  ...bodyParameters,
  rating_VA: { type: 'number', quantity: 'apparentPower', title: 'Rating', help: 'Continuous, with the cooling the item names.', min: 1e3, max: 1e9, acts: ['electrical', 'limit'] },
  primary_V: { type: 'number', quantity: 'voltage', title: 'Primary voltage', help: 'Nominal, line to line.', min: 100, max: 1e6, acts: ['electrical'] },
  secondary_V: { type: 'number', quantity: 'voltage', title: 'Secondary voltage', help: 'Nominal, line to line.', min: 100, max: 1e6, acts: ['electrical'] },
  impedance: { type: 'number', quantity: 'ratio', title: 'Impedance', help: 'Short-circuit voltage on the rating base (0.06 is 6 %).', min: 0.005, max: 0.3, acts: ['electrical'] },
  xOverR: { type: 'number', quantity: 'ratio', title: 'X/R', help: 'Of the short-circuit impedance.', min: 0.5, max: 100, acts: ['electrical'] },
  noLoadLoss_W: { type: 'number', quantity: 'power', title: 'No-load loss', help: 'P0 of loss = P0 + Pk·(S/Sr)².', min: 0, max: 1e6, acts: ['electrical'] },
  loadLoss_W: { type: 'number', quantity: 'power', title: 'Load loss', help: 'Pk at the rating, of loss = P0 + Pk·(S/Sr)².', min: 0, max: 5e6, acts: ['electrical'] },
  tap: { type: 'number', quantity: 'ratio', title: 'Tap', help: 'Secondary no-load voltage over nominal.', min: 0.85, max: 1.15, default: 1, acts: ['electrical'] },
  vectorGroup: { type: 'choice', choices: ['Dyn11', 'Dyn5', 'YNd11', 'YNyn0'], default: 'Dyn11', title: 'Vector group', help: 'Winding connection.', acts: ['electrical'] },
});
export type TransformerParameters = ParametersOf<typeof transformerParameters>;

export const transformer = defineKind({
  kind: 'transformer', title: 'Transformer', discipline: 'electrical', form: 'equipment', tagPrefix: 'TR',
  parameters: transformerParameters, envelope: bodyEnvelope,
  ports: (p) => [
    { name: 'primary', medium: 'ac', direction: 'in', systems: ['mv'], at_m: [0, p.depth_m / 3, p.height_m], normal: [0, 0, 1], required: true },
    { name: 'secondary', medium: 'ac', direction: 'out', systems: ['lv', 'mv'], at_m: [0, -p.depth_m / 3, p.height_m], normal: [0, 0, 1], required: true },
  ],
});
