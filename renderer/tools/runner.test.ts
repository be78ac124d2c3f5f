/** Which keys the tool in hand gets, by where the keyboard is. */
import { Scene } from 'three';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { viewState } from '../view-state.ts';
import { type RunnerView, ToolRunner } from './runner.ts';

/** A control that lies within these roles and tags. */
class Control {
  tagName = 'DIV';
  readonly #within: readonly string[];
  constructor(...within: string[]) {
    this.#within = within;
  }
  closest(selector: string) {
    return selector.split(', ').some((each) => this.#within.includes(each)) ? this : null;
  }
}

const taken: string[] = [];
vi.mock('./index.ts', () => ({
  tools: { place: () => ({ key: ({ key }: KeyboardEvent) => key !== 'Tab' && taken.push(key) > 0 }) },
}));

const nowhere = new Control();
const button = new Control('button');
const row = new Control('[role="tree"]');

describe('keys while a tool is in hand', () => {
  let runner: ToolRunner;
  let element: EventTarget;
  const press = (key: string, target: Control = nowhere) => {
    const before = taken.length;
    const event = Object.defineProperty(new Event('keydown', { cancelable: true }), 'target', { value: target });
    window.dispatchEvent(Object.assign(event, { key, code: key, ctrlKey: false, metaKey: false }));
    return taken.length > before;
  };

  beforeAll(() => {
    vi.stubGlobal('HTMLElement', Control);
    vi.stubGlobal('window', new EventTarget());
    vi.stubGlobal('document', { activeElement: null });
  });
  afterAll(() => void vi.unstubAllGlobals());
  beforeEach(() => {
    viewState.setState({ dialog: null, paletteOpen: false, selection: [], hover: null });
    runner?.dispose();
    element = new EventTarget();
    const model = { scene: new Scene(), mark: () => {} };
    const rig = { takesLeft: () => true };
    runner = new ToolRunner({
      element: Object.assign(element, { getBoundingClientRect: () => ({ left: 0, top: 0 }) }),
      model,
      rig,
    } as unknown as RunnerView);
    runner.use('place');
  });

  it('are those of an open menu, a dialog or the list of viewpoints where that has the focus', () => {
    expect(press('ArrowDown')).toBe(true);
    for (const role of ['menu', 'dialog', 'listbox']) {
      const widget = new Control(`[role="${role}"]`);
      for (const key of ['ArrowDown', 'Enter', 'Escape', 'Delete']) expect(press(key, widget), `${key} in a ${role}`).toBe(false);
    }
    const viewpoints = new Control('[role="region"]');
    expect(press('Delete', viewpoints)).toBe(false);
    expect(press('Enter', viewpoints)).toBe(false);
    expect(press('r', viewpoints)).toBe(true);
  });

  it('walk through the outline there, while figures and Enter still belong to a tool that was taken up from it', () => {
    expect(press('ArrowDown', row)).toBe(false);
    expect(press('2', row)).toBe(true);
    expect(press('Enter', row)).toBe(true);
  });

  it('press a button that Tab went to, until the scene is pressed or another tool is taken up', () => {
    expect(press('Enter', button)).toBe(true);
    press('Tab', button);
    expect(press('Enter', button)).toBe(false);
    expect(press(' ', button)).toBe(false);
    expect(press('Delete', row)).toBe(false);
    expect(press('ArrowUp', button)).toBe(true);
    element.dispatchEvent(Object.assign(new Event('pointerdown'), { button: 2, clientX: 0, clientY: 0 }));
    expect(press('Enter', button)).toBe(true);
    press('Tab', button);
    runner.use('place');
    expect(press('Enter', button)).toBe(true);
  });
});
