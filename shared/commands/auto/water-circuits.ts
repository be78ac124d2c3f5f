/** The sorts of water loops: who uses their water, through which ports and at which rated flow, and what takes out the heat. */
import type { AnyParameters } from '../../catalogue/kind.ts';
import type { System } from '../../document/records.ts';
import type { Role } from './loop-roles.ts';

export interface Side {
  readonly port: string;
  readonly role: Role;
  /** Water leaves the equipment there. */
  readonly gives: boolean;
}

export const pumpSides: readonly Side[] = [
  { port: 'suction', role: 'return', gives: false },
  { port: 'discharge', role: 'discharge', gives: true },
];
export const coolerSides: readonly Side[] = [
  { port: 'water-in', role: 'discharge', gives: false },
  { port: 'water-out', role: 'supply', gives: true },
];

export interface Circuit {
  readonly kind: System['kind'] & ('fws' | 'chw' | 'cws');
  readonly name: string;
  readonly title: string;
  readonly fluid: string;
  readonly users: ReadonlySet<string>;
  readonly user: string;
  readonly sides: readonly Side[];
  /** In words, where there is none. */
  readonly rejection: string;
  readonly rated: (p: AnyParameters) => { readonly flow_m3_s: number; readonly drop_Pa: number };
  readonly heights_m: Readonly<Record<Role, number>>;
}

export const fws: Circuit = {
  kind: 'fws',
  name: 'FWS',
  title: 'facility-water loop',
  // Outdoor coils: the loop is protected against frost.
  fluid: 'pg25',
  users: new Set(['cdu']),
  user: 'a CDU',
  sides: [
    { port: 'fws-supply', role: 'supply', gives: false },
    { port: 'fws-return', role: 'return', gives: true },
  ],
  rejection: 'heat rejection',
  rated: (p) => ({ flow_m3_s: p.ratedPrimary_m3_s, drop_Pa: p.primaryDrop_Pa }),
  heights_m: { return: 3.75, discharge: 3.75, supply: 4.15 },
};

export const chw: Circuit = {
  kind: 'chw',
  name: 'CHW',
  title: 'chilled-water loop',
  fluid: 'pg25',
  users: new Set(['fan-wall', 'in-row-cooler', 'rear-door']),
  user: 'an air cooler',
  sides: [
    { port: 'water-in', role: 'supply', gives: false },
    { port: 'water-out', role: 'return', gives: true },
  ],
  rejection: 'heat rejection',
  rated: (p) => ({ flow_m3_s: p.ratedFlow_m3_s, drop_Pa: p.waterDrop_Pa }),
  // Below the facility water, that the two may stand side by side in one plant room.
  heights_m: { return: 2.95, discharge: 2.95, supply: 3.35 },
};

/** Condensers of water-cooled chillers and the towers that cool them: plain water, because towers spray it. */
export const condenserWater: Circuit = {
  kind: 'cws',
  name: 'CWS',
  title: 'condenser-water loop',
  fluid: 'water',
  users: new Set(['water-cooled-chiller']),
  user: 'a water-cooled chiller',
  sides: [
    { port: 'condenser-in', role: 'supply', gives: false },
    { port: 'condenser-out', role: 'return', gives: true },
  ],
  rejection: 'a cooling tower',
  rated: (p) => ({ flow_m3_s: p.condenserFlow_m3_s, drop_Pa: p.condenserDrop_Pa }),
  heights_m: { return: 4.55, discharge: 4.55, supply: 4.95 },
};
