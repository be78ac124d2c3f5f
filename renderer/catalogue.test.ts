import { beforeEach, describe, expect, it } from 'vitest';
import { catalogue } from '../shared/catalogue/library.ts';
import { equipmentInHand, takeItem } from './catalogue.ts';
import { viewState } from './view-state.ts';

const named = (name: string) => {
  const item = catalogue.find((each) => each.name === name);
  if (!item) throw new Error(`no ${name} in the catalogue`);
  return item;
};

beforeEach(() => viewState.getState().setTool('select'));

describe('an item that is taken in hand', () => {
  it('is placed when it is equipment, and is what the dialogs of placing begin with', () => {
    takeItem(named('gb300-nvl72'));
    expect(viewState.getState()).toMatchObject({ tool: 'place', placing: 'gb300-nvl72' });
    expect(equipmentInHand(catalogue)).toBe('gb300-nvl72');
  });

  it('is drawn when it is a pipe, and is nothing that a dialog could place', () => {
    takeItem(named('pipe-dn150'));
    expect(viewState.getState()).toMatchObject({ tool: 'connect', placing: 'pipe-dn150' });
    expect(equipmentInHand(catalogue)).toBeUndefined();
  });
});
