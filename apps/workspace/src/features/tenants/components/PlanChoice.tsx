import { Button } from 'antd';
import { Check } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { ChangeProblem, Confirm } from '@/ui/Dialogs';
import { usePermission } from '@/ui/permissions';
import { StatusPill } from '@/ui/StateBadge';
import type { Status } from '@/ui/status';
import { useChange } from '@/ui/useChange';
import { metricNames, planNames, usePlans, useSubscription, useTenantChanges, type Plan, type Subscription } from '../api/tenants';
import { amount, price } from '../api/words';
import { Loaded, Section } from './Section';

const meaning: Readonly<Record<Subscription['state'], Status>> = { trialing: 'info', active: 'ok', past_due: 'watch', lapsed: 'act', cancelled: 'none' };

/** Which plan a company has, until when, who bills it; and the plans there are. */
export function PlanChoice({ id }: { id: string }) {
  const { t } = useTranslation();
  const plans = usePlans();
  const subscription = useSubscription(id);
  return (
    <Section title={t('plan.title')} text={t('plan.text')}>
      <Loaded query={subscription} rows={2}>
        {(now) => (
          <>
            <State id={id} now={now} plans={plans.data ?? []} />
            <Loaded query={plans} rows={4}>
              {(all) => (
                <ul className="plans">
                  {all.map((plan) => (
                    <PlanCard key={plan.name} id={id} plan={plan} now={now} />
                  ))}
                </ul>
              )}
            </Loaded>
          </>
        )}
      </Loaded>
    </Section>
  );
}

function State({ id, now, plans }: { id: string; now: Subscription; plans: readonly Plan[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const changes = useTenantChanges();
  const change = useChange();
  const mayWrite = usePermission('subscription:write');
  const [asking, setAsking] = useState(false);
  const title = (name: string): string => plans.find((plan) => plan.name === name)?.title ?? name;
  const ending = now.cancel_at ?? null;
  const times: readonly (readonly [string, string | null | undefined])[] = [
    ['plan.trialEnds', now.trial_ends_at], ['plan.periodEnds', ending || now.plan === 'free' ? null : now.current_period_end], ['plan.ends', ending], ['plan.graceEnds', now.grace_ends_at],
  ];
  const cancel = async (): Promise<void> => {
    if (await change.run(() => changes.cancelPlan(id))) setAsking(false);
  };
  return (
    <div className="plan-state">
      <p>
        <strong>{title(now.plan)}</strong> <StatusPill status={meaning[now.state]}>{t(`plan.state.${now.state}`)}</StatusPill>
        {now.effective_plan !== now.plan && <span className="muted">{t('plan.effective', { plan: title(now.effective_plan) })}</span>}
      </p>
      <ul className="plan-times muted">
        {times.map(([key, at]) => at && <li key={key}>{t(key, { when: format.date(at) })}</li>)}
        <li>{t('plan.byHand')}</li>
      </ul>
      {!asking && <ChangeProblem problem={change.problem} />}
      {mayWrite && (
        <div className="tenant-actions no-print">
          {ending || now.state === 'cancelled' ? (
            <Button loading={change.busy} onClick={() => void change.run(() => changes.reactivatePlan(id))}>{t('plan.reactivate')}</Button>
          ) : (
            now.plan !== 'free' && <Button onClick={() => setAsking(true)}>{t('plan.cancel')}</Button>
          )}
        </div>
      )}
      {asking && (
        <Confirm title={t('plan.cancelTitle', { plan: title(now.plan) })} verb={t('plan.cancel')} change={change} onConfirm={() => void cancel()} onClose={() => setAsking(false)}>
          <p>{t('plan.cancelText')}</p>
        </Confirm>
      )}
    </div>
  );
}

function PlanCard({ id, plan, now }: { id: string; plan: Plan; now: Subscription }) {
  const { t, i18n } = useTranslation();
  const changes = useTenantChanges();
  const change = useChange();
  const mayWrite = usePermission('subscription:write');
  const platform = usePermission('platform_tenant:write');
  const [asking, setAsking] = useState(false);
  const chosen = plan.name === now.plan;
  const up = planNames.indexOf(plan.name) > planNames.indexOf(now.plan);
  const byAgreement = plan.name === 'enterprise' && !platform;
  const cents = plan.price_month_cents;
  const mayTry = up && now.trial_available === true;
  const [trial, setTrial] = useState(false);
  const choose = async (): Promise<void> => {
    if (await change.run(() => changes.choosePlan(id, now, plan.name, trial && mayTry))) setAsking(false);
  };
  return (
    <li className={chosen ? 'plan plan-chosen' : 'plan'} aria-current={chosen || undefined}>
      <h3>{plan.title}</h3>
      <p className="plan-price">
        {typeof cents === 'number' ? (
          <>
            <strong>{price(cents, plan.currency, i18n.language)}</strong> <span className="muted">{t('plan.month')}</span>
          </>
        ) : (
          <strong>{t('plan.agreed')}</strong>
        )}
      </p>
      <p className="muted">{t(`plan.about.${plan.name}`, { defaultValue: plan.description })}</p>
      <ul className="plan-limits">
        {metricNames.map((metric) => {
          const limit = plan.limits[metric];
          return (
            <li key={metric}>
              <Check aria-hidden size="0.875rem" /> {t(`metric.${metric}`)}: {typeof limit === 'number' ? amount(metric, limit, i18n.language) : t('metric.unlimited')}
            </li>
          );
        })}
        <li>
          <Check aria-hidden size="0.875rem" /> {t('plan.features', { count: plan.features.length })}
        </li>
      </ul>
      {chosen ? (
        <p className="plan-yours">{t('plan.yours')}</p>
      ) : byAgreement ? (
        <p className="muted">{t('plan.ask')}</p>
      ) : (
        mayWrite && (
          <Button type={up ? 'primary' : 'default'} block onClick={() => setAsking(true)}>
            {t('plan.choose', { plan: plan.title })}
          </Button>
        )
      )}
      {asking && (
        <Confirm title={t('plan.chooseTitle', { plan: plan.title })} verb={t('plan.choose', { plan: plan.title })} danger={!up} change={change} onConfirm={() => void choose()} onClose={() => setAsking(false)}>
          <p>{t(up ? 'plan.upText' : 'plan.downText')}</p>
          {mayTry && (
            <label className="check">
              <input type="checkbox" checked={trial} onChange={(event) => setTrial(event.target.checked)} />
              <span className="check-title">{t('plan.trial')}</span>
              <span className="check-text">{t('plan.trialText')}</span>
            </label>
          )}
        </Confirm>
      )}
    </li>
  );
}
