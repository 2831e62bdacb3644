import { useFormat } from '@/i18n/format';

/** A moment as people say it; the exact one on hover. */
export function Time({ at }: { at: string }) {
  const format = useFormat();
  return (
    <time dateTime={at} title={format.dateTime(at)}>
      {format.relative(at)}
    </time>
  );
}
