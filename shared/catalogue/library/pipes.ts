/** Pipes and hoses of the catalogue. */
import hoseDn25 from '../items/pipe/hose-dn25.json' with { type: 'json' };
import hoseDn32 from '../items/pipe/hose-dn32.json' with { type: 'json' };
import hoseDn40 from '../items/pipe/hose-dn40.json' with { type: 'json' };
import hoseDn50 from '../items/pipe/hose-dn50.json' with { type: 'json' };
import hoseDn65 from '../items/pipe/hose-dn65.json' with { type: 'json' };
import hoseDn80 from '../items/pipe/hose-dn80.json' with { type: 'json' };
import pipeDn25 from '../items/pipe/pipe-dn25.json' with { type: 'json' };
import pipeDn32 from '../items/pipe/pipe-dn32.json' with { type: 'json' };
import pipeDn40 from '../items/pipe/pipe-dn40.json' with { type: 'json' };
import pipeDn50 from '../items/pipe/pipe-dn50.json' with { type: 'json' };
import pipeDn65 from '../items/pipe/pipe-dn65.json' with { type: 'json' };
import pipeDn80 from '../items/pipe/pipe-dn80.json' with { type: 'json' };
import pipeDn100 from '../items/pipe/pipe-dn100.json' with { type: 'json' };
import pipeDn125 from '../items/pipe/pipe-dn125.json' with { type: 'json' };
import pipeDn150 from '../items/pipe/pipe-dn150.json' with { type: 'json' };
import pipeDn200 from '../items/pipe/pipe-dn200.json' with { type: 'json' };
import pipeDn250 from '../items/pipe/pipe-dn250.json' with { type: 'json' };
import pipeDn300 from '../items/pipe/pipe-dn300.json' with { type: 'json' };
import pipeDn350 from '../items/pipe/pipe-dn350.json' with { type: 'json' };
import pipeDn400 from '../items/pipe/pipe-dn400.json' with { type: 'json' };
import pipeDn500 from '../items/pipe/pipe-dn500.json' with { type: 'json' };
import pipeDn600 from '../items/pipe/pipe-dn600.json' with { type: 'json' };
import pipeSsDn25 from '../items/pipe/pipe-ss-dn25.json' with { type: 'json' };
import pipeSsDn32 from '../items/pipe/pipe-ss-dn32.json' with { type: 'json' };
import pipeSsDn40 from '../items/pipe/pipe-ss-dn40.json' with { type: 'json' };
import pipeSsDn50 from '../items/pipe/pipe-ss-dn50.json' with { type: 'json' };
import pipeSsDn65 from '../items/pipe/pipe-ss-dn65.json' with { type: 'json' };
import pipeSsDn80 from '../items/pipe/pipe-ss-dn80.json' with { type: 'json' };
import pipeSsDn100 from '../items/pipe/pipe-ss-dn100.json' with { type: 'json' };
import pipeSsDn125 from '../items/pipe/pipe-ss-dn125.json' with { type: 'json' };
import pipeSsDn150 from '../items/pipe/pipe-ss-dn150.json' with { type: 'json' };
import pipeSsDn200 from '../items/pipe/pipe-ss-dn200.json' with { type: 'json' };
import pipeSsDn250 from '../items/pipe/pipe-ss-dn250.json' with { type: 'json' };
import pipeSsDn300 from '../items/pipe/pipe-ss-dn300.json' with { type: 'json' };
import pipeSsDn350 from '../items/pipe/pipe-ss-dn350.json' with { type: 'json' };
import pipeSsDn400 from '../items/pipe/pipe-ss-dn400.json' with { type: 'json' };

export const pipesItems: readonly unknown[] = [
  hoseDn25,
  hoseDn32,
  hoseDn40,
  hoseDn50,
  hoseDn65,
  hoseDn80,
  pipeDn25,
  pipeDn32,
  pipeDn40,
  pipeDn50,
  pipeDn65,
  pipeDn80,
  pipeDn100,
  pipeDn125,
  pipeDn150,
  pipeDn200,
  pipeDn250,
  pipeDn300,
  pipeDn350,
  pipeDn400,
  pipeDn500,
  pipeDn600,
  pipeSsDn25,
  pipeSsDn32,
  pipeSsDn40,
  pipeSsDn50,
  pipeSsDn65,
  pipeSsDn80,
  pipeSsDn100,
  pipeSsDn125,
  pipeSsDn150,
  pipeSsDn200,
  pipeSsDn250,
  pipeSsDn300,
  pipeSsDn350,
  pipeSsDn400,
];
