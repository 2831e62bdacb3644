import { CircleCheck, CircleSlash } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Person } from '@/api/people';
import '@/ui/badges.css';

/** Whether somebody may come in, as shape and word. */
export function PersonStatus({ status }: { status: Person['status'] }) {
  const { t } = useTranslation();
  const Icon = status === 'active' ? CircleCheck : CircleSlash;
  return (
    <span className={`pill ${status === 'active' ? 'pill-ok' : 'pill-none'}`}>
      <Icon aria-hidden size="1em" strokeWidth={2.25} />
      {t(`userStatus.${status}`)}
    </span>
  );
}
