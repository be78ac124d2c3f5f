import { describe, expect, it } from 'vitest';
import { smallHall } from '../../test/fixtures/small-hall.ts';
import { session } from '../session.ts';
import { viewState } from '../view-state.ts';
import { withEquipmentOrRuns } from './conditions.ts';

describe('what can be replaced', () => {
  it('is whatever the selection stands for: a system for its runs, a group for its racks, an empty one for nothing', () => {
    const hall = smallHall();
    session.replace(hall);
    viewState.setState({ screen: 'editor' });
    const askedOf = (id: string) => {
      viewState.getState().select([id]);
      return withEquipmentOrRuns();
    };
    expect(askedOf('sys_lv')).toBeUndefined();
    expect(askedOf('grp_row')).toBeUndefined();
    expect(askedOf('eq_cdu')).toBeUndefined();
    expect(askedOf('sys_none')).toMatch(/Select equipment, pipes or cables/);
  });
});
