/** Ways into the editor: an empty design, a reference design, a file, a dropped file. */

import type { DesignValues } from '../shared/designs/design.ts';
import { designs } from '../shared/designs/index.ts';
import { type Document, documentOf } from '../shared/document/document.ts';
import { fail, type Result } from '../shared/problem.ts';
import { zeroCelsius_K } from '../shared/units/quantity.ts';
import { designFile, openFile, openText, showDocument } from './design-file.ts';
import { ask, hostInfo } from './host.ts';
import { newId } from './session.ts';
import { viewState } from './view-state.ts';

/** One empty hall of 24 m × 18 m and the design-day scenario: enough to place the first rack. */
export function emptyHall(): Document {
  const scenario = newId('scenario');
  const ambient = { dryBulb_K: zeroCelsius_K + 30, relativeHumidity: 0.4 };
  return documentOf([
    {
      id: newId('site'),
      type: 'site',
      name: 'Untitled design',
      projectNumber: '',
      author: '',
      revision: 'A',
      date: '',
      status: 'not-for-construction',
      location: '',
      altitude_m: 0,
      defaultScenario: scenario,
    },
    { id: scenario, type: 'scenario', name: 'design', title: 'Design day', load: 'design', utilisation: 1, ambient, failed: [] },
    {
      id: newId('scenario'),
      type: 'scenario',
      name: 'typical',
      title: 'Typical load',
      load: 'typical',
      utilisation: 1,
      ambient,
      failed: [],
    },
    {
      id: newId('space'),
      type: 'space',
      kind: 'hall',
      name: 'Hall A',
      outline_m: [
        [0, 0],
        [24, 0],
        [24, 18],
        [0, 18],
      ],
      elevation_m: 0,
      height_m: 5,
    },
  ]);
}

export const openEmpty = (): void => showDocument(emptyHall(), { name: 'untitled.facility', unsaved: true });

export function openReference(name: string, values: DesignValues = {}): Result<Document> {
  const design = designs.find((candidate) => candidate.name === name);
  const built = design ? design.build(values) : fail({ code: 'unknown-design', message: `no design is named ${name}` });
  if (built.ok) showDocument(built.value, { name: `${name}.facility`, unsaved: true });
  return built;
}

export async function openWithDialog(): Promise<void> {
  if (!hostInfo.getState().nativeDialogs) {
    viewState.getState().openDialog('open');
    return;
  }
  const picked = await ask('file.pick', { mode: 'open', suggestedName: '' });
  if (!picked.ok) designFile.setState({ problems: picked.problems });
  else if (picked.value.file) await openFile(picked.value.file.token);
}

/** A file dropped on the window has no token; it opens as a design that is not saved anywhere yet. */
export async function openDropped(file: File): Promise<Result<Document>> {
  return openText(await file.text(), file.name);
}
