/** Own symbols on the 24-unit grid, stroke 1.75, beside those of lucide; and which symbol stands for which kind. */
import {
  Box,
  Cable,
  Cylinder,
  Droplets,
  Fan,
  Gauge,
  Layers,
  type LucideIcon,
  MapPin,
  PlugZap,
  Slash,
  Snowflake,
  Warehouse,
  Zap,
} from 'lucide-react';
import type { ReactNode } from 'react';

interface IconProps {
  readonly size?: number;
}

function Glyph({ size = 14, children }: IconProps & { children: ReactNode }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export const RackIcon = ({ size }: IconProps) => (
  <Glyph {...(size === undefined ? {} : { size })}>
    <rect x="6" y="2.5" width="12" height="19" rx="1.5" />
    <path d="M9 7h6M9 11h6M9 15h6M9 18.5h2" />
  </Glyph>
);

export const CduIcon = ({ size }: IconProps) => (
  <Glyph {...(size === undefined ? {} : { size })}>
    <rect x="5" y="2.5" width="14" height="19" rx="1.5" />
    <circle cx="12" cy="14" r="3.4" />
    <path d="M9.5 6.5h5M12 10.6V17.4M8.6 14h6.8" />
  </Glyph>
);

export const ChillerIcon = ({ size }: IconProps) => (
  <Glyph {...(size === undefined ? {} : { size })}>
    <rect x="2.5" y="6" width="19" height="12" rx="1.5" />
    <circle cx="8" cy="12" r="3" />
    <circle cx="16" cy="12" r="3" />
    <path d="M4.5 18v2.5M19.5 18v2.5" />
  </Glyph>
);

export const DryCoolerIcon = ({ size }: IconProps) => (
  <Glyph {...(size === undefined ? {} : { size })}>
    <rect x="2.5" y="9" width="19" height="9" rx="1.5" />
    <path d="M5 9 7 4.5h3L12 9M12 9l2-4.5h3L19 9M6.5 12v3M10 12v3M14 12v3M17.5 12v3" />
  </Glyph>
);

export const TransformerIcon = ({ size }: IconProps) => (
  <Glyph {...(size === undefined ? {} : { size })}>
    <circle cx="12" cy="8.5" r="5.5" />
    <circle cx="12" cy="15.5" r="5.5" />
  </Glyph>
);

export const UpsIcon = ({ size }: IconProps) => (
  <Glyph {...(size === undefined ? {} : { size })}>
    <rect x="3" y="3" width="18" height="18" rx="1.5" />
    <path d="M3 21 21 3M6.5 7.5c1.2-1.6 2.4-1.6 3.5 0M14 16.2h4M14 18.4h4" />
  </Glyph>
);

export const BuswayIcon = ({ size }: IconProps) => (
  <Glyph {...(size === undefined ? {} : { size })}>
    <path d="M2.5 8h19M2.5 12h19M7 12v6M17 12v6" />
    <rect x="5" y="18" width="4" height="3" rx="0.6" />
    <rect x="15" y="18" width="4" height="3" rx="0.6" />
  </Glyph>
);

export const RppIcon = ({ size }: IconProps) => (
  <Glyph {...(size === undefined ? {} : { size })}>
    <rect x="5.5" y="2.5" width="13" height="19" rx="1.5" />
    <path d="M12 5.5v13M8.5 8h2M8.5 11.5h2M8.5 15h2M13.5 8h2M13.5 11.5h2M13.5 15h2" />
  </Glyph>
);

export const SwitchgearIcon = ({ size }: IconProps) => (
  <Glyph {...(size === undefined ? {} : { size })}>
    <rect x="2.5" y="4" width="19" height="16" rx="1.5" />
    <path d="M8.8 4v16M15.2 4v16M5.6 8v2l1.6 4v2M12 8v2l1.6 4v2M18.4 8v2" />
  </Glyph>
);

export const GeneratorIcon = ({ size }: IconProps) => (
  <Glyph {...(size === undefined ? {} : { size })}>
    <circle cx="12" cy="12" r="9" />
    <path d="M15.5 9.5A4.2 4.2 0 1 0 16 13h-3.2" />
  </Glyph>
);

export const PumpIcon = ({ size }: IconProps) => (
  <Glyph {...(size === undefined ? {} : { size })}>
    <circle cx="12" cy="12" r="8" />
    <path d="M8 5.2 19.5 12 8 18.8" />
  </Glyph>
);

export const ValveIcon = ({ size }: IconProps) => (
  <Glyph {...(size === undefined ? {} : { size })}>
    <path d="M3 7v10l18-10v10L3 7Z" />
  </Glyph>
);

export const VesselIcon = ({ size }: IconProps) => (
  <Glyph {...(size === undefined ? {} : { size })}>
    <path d="M6.5 8.5a5.5 5.5 0 0 1 11 0v7a5.5 5.5 0 0 1-11 0v-7ZM6.5 12c2 1.6 3.6-1.6 5.5 0s3.5 1.6 5.5 0" />
  </Glyph>
);

export const UtilityIcon = ({ size }: IconProps) => (
  <Glyph {...(size === undefined ? {} : { size })}>
    <path d="M12 2.5 5 21.5M12 2.5l7 19M8 13h8M6.8 17l8-4M17.2 17l-8-4M6 7h12" />
  </Glyph>
);

export const FanWallIcon = ({ size }: IconProps) => (
  <Glyph {...(size === undefined ? {} : { size })}>
    <rect x="2.5" y="4" width="19" height="16" rx="1.5" />
    <circle cx="7.5" cy="12" r="3" />
    <circle cx="16.5" cy="12" r="3" />
  </Glyph>
);

export const HeaderIcon = ({ size }: IconProps) => (
  <Glyph {...(size === undefined ? {} : { size })}>
    <path d="M3 7h18M3 10h18M7 10v8M12 10v8M17 10v8" />
  </Glyph>
);

export const PipeIcon = ({ size }: IconProps) => (
  <Glyph {...(size === undefined ? {} : { size })}>
    <path d="M3 9h9a3 3 0 0 1 3 3v9M3 15h5a1 1 0 0 1 1 1v5" />
    <path d="M3 7.5v9M7.5 21h9" />
  </Glyph>
);

export const HeadroomMark = ({ size = 16 }: IconProps) => (
  <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
    <rect x="2" y="3" width="20" height="2" rx="1" fill="currentColor" />
    <rect x="3" y="10" width="5" height="11" rx="1.2" fill="var(--accent)" />
    <rect x="9.5" y="13" width="5" height="8" rx="1.2" fill="var(--accent)" />
    <rect x="16" y="8.5" width="5" height="12.5" rx="1.2" fill="var(--accent)" />
  </svg>
);

type Icon = LucideIcon | ((props: IconProps) => ReactNode);

const kindIcons: Readonly<Record<string, Icon>> = {
  rack: RackIcon,
  cdu: CduIcon,
  chiller: ChillerIcon,
  'dry-cooler': DryCoolerIcon,
  'adiabatic-cooler': DryCoolerIcon,
  'cooling-tower': DryCoolerIcon,
  'water-cooled-chiller': ChillerIcon,
  'fan-wall': FanWallIcon,
  'rear-door': FanWallIcon,
  'in-row-cooler': FanWallIcon,
  'buffer-tank': VesselIcon,
  strainer: ValveIcon,
  pump: PumpIcon,
  'expansion-vessel': VesselIcon,
  valve: ValveIcon,
  header: HeaderIcon,
  pipe: PipeIcon,
  utility: UtilityIcon,
  generator: GeneratorIcon,
  switchgear: SwitchgearIcon,
  transformer: TransformerIcon,
  switchboard: SwitchgearIcon,
  ups: UpsIcon,
  busway: BuswayIcon,
  rpp: RppIcon,
  'power-shelf': PlugZap,
  bess: UpsIcon,
  ats: SwitchgearIcon,
  sts: SwitchgearIcon,
  rectifier: PlugZap,
  'dc-converter': PlugZap,
  'dc-board': SwitchgearIcon,
  'dc-busway': BuswayIcon,
  'capacitor-bank': RppIcon,
  cable: Cable,
  whip: Cable,
};

export function KindIcon({ kind, size = 14 }: { kind: string; size?: number }) {
  const Found = kindIcons[kind] ?? Box;
  return <Found size={size} {...('displayName' in Found ? { strokeWidth: 1.75 } : {})} />;
}

export const treeIcons = {
  site: MapPin,
  hall: Warehouse,
  plant: Snowflake,
  electrical: Zap,
  liquid: Droplets,
  group: Layers,
  fan: Fan,
  gauge: Gauge,
  room: Cylinder,
  none: Slash,
} as const;
