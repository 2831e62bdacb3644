import { Button, Switch } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { ChangeProblem } from '@/ui/Dialogs';
import { usePermission } from '@/ui/permissions';
import { useChange } from '@/ui/useChange';
import { useFeatures, useTenantChanges, type Feature } from '../api/tenants';
import { Loaded, Section } from './Section';

/** What a company has, each with the reason it is on or off. */
export function FeatureSection({ id }: { id: string }) {
  const { t } = useTranslation();
  const features = useFeatures(id);
  return (
    <Section title={t('feature.title')} text={t('feature.text')}>
      <Loaded query={features} rows={6}>{(data) => <Features id={id} features={data.items} />}</Loaded>
    </Section>
  );
}

function Features({ id, features }: { id: string; features: readonly Feature[] }) {
  return (
    <ul className="features">
      {features.map((feature) => (
        <FeatureRow key={feature.feature} id={id} feature={feature} />
      ))}
    </ul>
  );
}

function FeatureRow({ id, feature }: { id: string; feature: Feature }) {
  const { t } = useTranslation();
  const format = useFormat();
  const changes = useTenantChanges();
  const change = useChange();
  const label = useId();
  const platform = usePermission('platform_tenant:write');
  const own = usePermission('feature:write');
  // What the platform switched for a company is the platform's to switch back.
  const may = platform || (own && feature.in_plan && feature.source !== 'platform');
  const put = (enabled: boolean | null): void => void change.run(() => changes.switchFeature(id, feature.feature, enabled));
  const { source, enabled } = feature;
  return (
    <li className={enabled ? 'feature' : 'feature feature-off'}>
      <Switch aria-labelledby={label} checked={enabled} loading={change.busy} disabled={!may} onChange={put} />
      <div>
        <p id={label} className="feature-title">
          {t(`feature.${feature.feature}`, { defaultValue: feature.title })}
        </p>
        <p className="muted">
          {[
            t(`feature.why.${source}.${enabled ? 'on' : 'off'}`),
            feature.enforced === false && t('feature.open'),
            feature.reason,
            feature.changed_by && feature.changed_at && t('feature.by', { by: feature.changed_by, when: format.date(feature.changed_at) }),
          ].filter(Boolean).join(' · ')}
        </p>
        <ChangeProblem problem={change.problem} />
      </div>
      {may && (source === 'platform' || source === 'tenant') && (
        <Button size="small" onClick={() => put(null)}>
          {t('feature.asPlan')}
        </Button>
      )}
    </li>
  );
}
