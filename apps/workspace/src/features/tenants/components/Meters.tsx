import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { usePermission } from '@/ui/permissions';
import { StatusPill } from '@/ui/StateBadge';
import { useUsage, type Metric, type Usage } from '../api/tenants';
import { amount } from '../api/words';
import { LimitDrawer } from './LimitDrawer';
import { Loaded, Section } from './Section';

/** What a company uses of what it has: a bar for each, calm below 80 %. */
export function UsageSection({ id }: { id: string }) {
  const { t } = useTranslation();
  const usage = useUsage(id);
  return (
    <Section title={t('metric.title')} text={t('metric.text')}>
      <Loaded query={usage}>{(data) => <Meters id={id} usage={data} />}</Loaded>
    </Section>
  );
}

function Meters({ id, usage }: { id: string; usage: Usage }) {
  const mayLimit = usePermission('platform_tenant:write');
  const [limiting, setLimiting] = useState<Metric | null>(null);
  return (
    <>
      <ul className="meters">
        {usage.metrics.map((metric) => (
          <Meter key={metric.metric} metric={metric} {...(mayLimit && { onLimit: () => setLimiting(metric) })} />
        ))}
      </ul>
      {limiting && <LimitDrawer id={id} metric={limiting} onClose={() => setLimiting(null)} />}
    </>
  );
}

function Meter({ metric, onLimit }: { metric: Metric; onLimit?: () => void }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const { used, limit, share, state, resets_at } = metric;
  const words = (value: number): string => amount(metric.metric, value, i18n.language);
  const title = t(`metric.${metric.metric}`, { defaultValue: metric.title });
  const limited = typeof limit === 'number';
  const part = share ?? 0;
  return (
    <li className={`meter meter-${state}`}>
      <div className="meter-head">
        <h3>{title}</h3>
        {state === 'warning' && <StatusPill status="watch">{t('metric.warning', { share: format.percent(part) })}</StatusPill>}
        {state === 'exceeded' && <StatusPill status="act">{t('metric.exceeded')}</StatusPill>}
        {onLimit && (
          <button type="button" className="icon-button" title={t('metric.change')} aria-label={`${t('metric.change')}: ${title}`} onClick={onLimit}>
            <Pencil aria-hidden size="0.875rem" />
          </button>
        )}
      </div>
      <p className="meter-figure">
        <strong>{words(used)}</strong> <span className="muted">{limited ? t('metric.of', { limit: words(limit) }) : t('metric.unlimited')}</span>
      </p>
      {limited && (
        <div className="meter-bar" role="meter" aria-label={title} aria-valuemin={0} aria-valuemax={limit} aria-valuenow={Math.min(used, limit)} aria-valuetext={t('metric.value', { used: words(used), limit: words(limit) })}>
          <i style={{ width: `${Math.min(1, Math.max(0, part)) * 100}%` }} />
          <b aria-hidden />
        </div>
      )}
      <p className="muted meter-note">
        {resets_at ? t('metric.resets', { when: format.date(resets_at) }) : metric.kind === 'count' ? t('metric.month') : t('metric.now')}
        {metric.limit_source !== 'plan' && <> · {t(`metric.from.${metric.limit_source}`)}</>}
      </p>
    </li>
  );
}
