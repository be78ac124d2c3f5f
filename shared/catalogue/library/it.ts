/** Racks of the catalogue. */
import dgxB300Rack from '../items/rack/dgx-b300-rack.json' with { type: 'json' };
import dgxH100Rack from '../items/rack/dgx-h100-rack.json' with { type: 'json' };
import gb200Nvl72 from '../items/rack/gb200-nvl72.json' with { type: 'json' };
import gb200Nvl72Hpe from '../items/rack/gb200-nvl72-hpe.json' with { type: 'json' };
import gb300Nvl72 from '../items/rack/gb300-nvl72.json' with { type: 'json' };
import gb300Nvl72Hpe from '../items/rack/gb300-nvl72-hpe.json' with { type: 'json' };
import gb300Nvl72Lenovo from '../items/rack/gb300-nvl72-lenovo.json' with { type: 'json' };
import gb300Nvl72Supermicro from '../items/rack/gb300-nvl72-supermicro.json' with { type: 'json' };
import groq3Lpx from '../items/rack/groq-3-lpx.json' with { type: 'json' };
import managementRack from '../items/rack/management-rack.json' with { type: 'json' };
import networkRack from '../items/rack/network-rack.json' with { type: 'json' };
import rubinUltraNvl576 from '../items/rack/rubin-ultra-nvl576.json' with { type: 'json' };
import storageRack from '../items/rack/storage-rack.json' with { type: 'json' };
import veraCpuRack from '../items/rack/vera-cpu-rack.json' with { type: 'json' };
import vrNvl72Maxp from '../items/rack/vr-nvl72-maxp.json' with { type: 'json' };
import vrNvl72Maxq from '../items/rack/vr-nvl72-maxq.json' with { type: 'json' };

export const itItems: readonly unknown[] = [
  dgxB300Rack,
  dgxH100Rack,
  gb200Nvl72Hpe,
  gb200Nvl72,
  gb300Nvl72Hpe,
  gb300Nvl72Lenovo,
  gb300Nvl72Supermicro,
  gb300Nvl72,
  groq3Lpx,
  managementRack,
  networkRack,
  rubinUltraNvl576,
  storageRack,
  veraCpuRack,
  vrNvl72Maxp,
  vrNvl72Maxq,
];
