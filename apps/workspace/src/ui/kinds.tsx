import {
  Box, Building2, ClipboardList, Cog, FileText, FlaskConical, Layers, Lock, MapPin, Package, Recycle, Sprout, Tag, Truck, Waypoints,
  type LucideIcon,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import './badges.css';

interface Kind {
  readonly icon: LucideIcon;
  /** Number of the data colour; the same entity has the same colour on every page. */
  readonly data: number;
}

const kinds: Readonly<Record<string, Kind>> = {
  product: { icon: Tag, data: 7 },
  ingredient: { icon: FlaskConical, data: 2 },
  batch: { icon: Layers, data: 0 },
  item: { icon: Box, data: 0 },
  logistic_unit: { icon: Package, data: 4 },
  asset: { icon: Recycle, data: 4 },
  supplier: { icon: Sprout, data: 2 },
  party: { icon: Building2, data: 5 },
  location: { icon: MapPin, data: 3 },
  equipment: { icon: Cog, data: 7 },
  distribution: { icon: Truck, data: 1 },
  production_run: { icon: Waypoints, data: 5 },
  document: { icon: FileText, data: 7 },
  outside: { icon: Lock, data: 7 },
  other: { icon: ClipboardList, data: 7 },
};

export function kindOf(kind: string): Kind {
  return kinds[kind] ?? kinds['other']!;
}

export function kindColour(kind: string): string {
  return `var(--ff-data-${kindOf(kind).data})`;
}

export function KindIcon({ kind, size = 16 }: { kind: string; size?: number }) {
  const Icon = kindOf(kind).icon;
  return <Icon aria-hidden size={size / 16 + 'rem'} strokeWidth={1.75} color={kindColour(kind)} />;
}

export function KindLabel({ kind }: { kind: string }) {
  const { t } = useTranslation();
  return (
    <span className="kind">
      <KindIcon kind={kind} size={15} />
      {t(`kind.${kind}`, { defaultValue: kind })}
    </span>
  );
}
