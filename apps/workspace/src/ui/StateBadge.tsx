import { Circle, CircleCheck, Info, OctagonAlert, TriangleAlert, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { statusOf, wordOf, type Status } from './status';
import './badges.css';

export const statusIcon: Readonly<Record<Status, LucideIcon>> = {
  ok: CircleCheck,
  watch: TriangleAlert,
  act: OctagonAlert,
  info: Info,
  none: Circle,
};

export function StatusPill({ status, children }: { status: Status; children: React.ReactNode }) {
  const Icon = statusIcon[status];
  return (
    <span className={`pill pill-${status}`}>
      <Icon aria-hidden size="1em" strokeWidth={2.25} />
      {children}
    </span>
  );
}

/** A lot's state as colour, shape and word. */
export function StateBadge({ state }: { state: string | null | undefined }) {
  const { t } = useTranslation();
  if (!state) return null;
  return <StatusPill status={statusOf(state)}>{t(`state.${wordOf(state)}`, { defaultValue: state.replaceAll('_', ' ') })}</StatusPill>;
}
