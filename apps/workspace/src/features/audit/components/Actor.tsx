import { Bot, CircleSlash, Cpu, UserRound, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Who } from '../api/audit';
import '@/ui/badges.css';

const icons: Readonly<Record<Who['kind'], LucideIcon>> = { user: UserRound, service: Bot, platform: Cpu, anonymous: CircleSlash };

/** Who did something: a person, a machine, the platform by itself, or nobody who said so. */
export function Actor({ who }: { who: Who }) {
  const { t } = useTranslation();
  const Icon = icons[who.kind] ?? UserRound;
  return (
    <span className="kind" title={t(`audit.kind.${who.kind}`)}>
      <Icon aria-hidden size="0.9375rem" strokeWidth={1.75} />
      <span>{who.name || <em className="muted">{t('audit.erased')}</em>}</span>
    </span>
  );
}
