import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';

/** A moment to the second, as an audit has it; how long ago on hover. */
export function Moment({ at, short = false }: { at: string; short?: boolean }) {
  const { i18n } = useTranslation();
  const format = useFormat();
  const [day, clock] = useMemo(
    () => [
      new Intl.DateTimeFormat(i18n.language, short ? { day: 'numeric', month: 'short' } : { dateStyle: 'medium' }),
      new Intl.DateTimeFormat(i18n.language, { timeStyle: 'medium' }),
    ],
    [i18n.language, short],
  );
  const time = new Date(at);
  return (
    <time dateTime={at} title={format.relative(at)} className="number audit-moment">
      <span className="muted">{day.format(time)}</span> {clock.format(time)}
    </time>
  );
}
