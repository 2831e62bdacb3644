import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Check, CreditCard } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useFormat } from '@/i18n/format';
import { ChangeProblem, Confirm } from '@/ui/Dialogs';
import { usePermission } from '@/ui/permissions';
import { StatusPill } from '@/ui/StateBadge';
import type { Status } from '@/ui/status';
import { useChange } from '@/ui/useChange';
import { leaveFor, metricNames, planNames, usePlans, useSubscription, useTenantChanges, type Plan, type Subscription } from '../api/tenants';
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
            <Standing id={id} now={now} />
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
  const platform = usePermission('platform_tenant:write');
  const [asking, setAsking] = useState(false);
  const title = (name: string): string => plans.find((plan) => plan.name === name)?.title ?? name;
  const ending = now.cancel_at ?? null;
  const times: readonly (readonly [string, string | null | undefined])[] = [
    ['plan.periodEnds', ending || now.plan === 'free' || now.state !== 'active' ? null : now.current_period_end], ['plan.ends', ending],
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
        <li>{t(now.billing === 'stripe' ? 'plan.byStripe' : 'plan.byHand')}</li>
      </ul>
      {!asking && <ChangeProblem problem={change.problem} />}
      {mayWrite && (
        <div className="tenant-actions no-print">
          {ending && now.billing === 'stripe' && now.state === 'cancelled' ? null : ending || now.state === 'cancelled' ? (
            <Button loading={change.busy} onClick={() => void change.run(() => changes.reactivatePlan(id))}>{t('plan.reactivate')}</Button>
          ) : (
            now.plan !== 'free' && <Button onClick={() => setAsking(true)}>{t('plan.cancel')}</Button>
          )}
          {now.portal && (
            <Button icon={<CreditCard aria-hidden size="1em" />} loading={change.busy} onClick={() => void change.run(async () => leaveFor((await changes.portal(id)).url))}>
              {t('plan.portal')}
            </Button>
          )}
          {platform && now.billing === 'manual' && now.plan !== 'free' && (now.state === 'active' || now.state === 'past_due' || now.state === 'lapsed') && (
            <Button disabled={change.busy} onClick={() => void change.run(() => changes.notePaid(id, now.state !== 'active'))}>
              {t(now.state === 'active' ? 'plan.noteUnpaid' : 'plan.notePaid')}
            </Button>
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

/** What calls for somebody: a payment that failed, a trial that ends, a payment that is on its way. */
function Standing({ id, now }: { id: string; now: Subscription }) {
  const { t } = useTranslation();
  const format = useFormat();
  const coming = useComing(id, now);
  if (coming) return <Banner status="info" title={t(coming === 'late' ? 'plan.late' : 'plan.coming')} />;
  if (now.state === 'past_due') return <Banner status="watch" title={t('plan.unpaid')} text={now.grace_ends_at && t('plan.unpaidText', { when: format.date(now.grace_ends_at) })} />;
  if (now.state === 'lapsed') return <Banner status="act" title={t('plan.lapsedTitle')} text={t('plan.lapsedText')} />;
  return now.state === 'trialing' && now.trial_ends_at ? <Banner status="info" title={t('plan.trialEnds', { when: format.date(now.trial_ends_at) })} text={t(now.billing === 'stripe' ? 'plan.trialPaid' : 'plan.trialOver')} /> : null;
}

function Banner({ status, title, text }: { status: 'info' | 'watch' | 'act'; title: string; text?: string | null | undefined }) {
  return (
    <div className={`plan-standing plan-standing-${status}`} role="status">
      <strong>{title}</strong>
      {text && <p>{text}</p>}
    </div>
  );
}

const looks = 8;
const pause = 1500;

/** Back from Stripe's page: asks Stripe some times, until it says that it is paid. */
function useComing(id: string, now: Subscription): 'coming' | 'late' | null {
  const [search, setSearch] = useSearchParams();
  const { refresh } = useTenantChanges();
  const back = search.get('checkout');
  const waiting = back === 'paid' && (now.billing !== 'stripe' || now.state === 'cancelled');
  const { data, failureCount } = useQuery({
    queryKey: ['checkout', id],
    enabled: waiting,
    queryFn: async ({ client }) => {
      await refresh(id);
      return (client.getQueryData<number>(['checkout', id]) ?? 0) + 1;
    },
    refetchInterval: ({ state }) => ((state.data ?? 0) < looks && !state.error ? pause : false),
  });
  useEffect(() => {
    if (back && !waiting) setSearch({}, { replace: true });
  }, [back, waiting, setSearch]);
  return waiting ? ((data ?? 0) >= looks || failureCount > 2 ? 'late' : 'coming') : null;
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
  const byAgreement = plan.name === 'enterprise' && !platform && !now.checkout_plans?.includes(plan.name);
  const cents = plan.price_month_cents;
  const mayTry = up && now.trial_available === true;
  const [trial, setTrial] = useState(false);
  const pays = now.checkout_plans?.includes(plan.name) === true && !platform && !(trial && mayTry);
  const choose = async (): Promise<void> => {
    if (pays) await change.run(async () => leaveFor((await changes.checkout(id, plan.name)).url));
    else if (await change.run(() => changes.choosePlan(id, now, plan.name, trial && mayTry))) setAsking(false);
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
        {metricNames.filter((metric) => metric !== 'api_calls' || typeof plan.limits[metric] === 'number').map((metric) => {
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
        <Confirm title={t('plan.chooseTitle', { plan: plan.title })} verb={t(pays ? 'plan.pay' : 'plan.choose', { plan: plan.title })} danger={!up} change={change} onConfirm={() => void choose()} onClose={() => setAsking(false)}>
          <p>{t(pays ? 'plan.payText' : now.billing === 'stripe' && plan.name === 'free' ? 'plan.cancelText' : up ? 'plan.upText' : 'plan.downText')}</p>
          {now.billing === 'stripe' && !pays && plan.name !== 'free' && <p>{t('plan.proration')}</p>}
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
