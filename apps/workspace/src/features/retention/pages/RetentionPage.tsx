import { Input, Switch } from 'antd';
import { Scale } from 'lucide-react';
import { useDeferredValue, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { AuditTabs } from '@/ui/AuditTabs';
import { Confirm } from '@/ui/Dialogs';
import { ErrorState, Skeleton } from '@/ui/Feedback';
import { Page } from '@/ui/Page';
import { usePermission } from '@/ui/permissions';
import { Permitted } from '@/ui/Permitted';
import { ReadOnly } from '@/ui/ReadOnly';
import { SaveBar } from '@/ui/SaveBar';
import { Time } from '@/ui/Time';
import { useChange } from '@/ui/useChange';
import { changedIn, daysOf, isAllowed, useDue, useReplaceRetention, useRetention, useRuns, type RetentionGroup, type RetentionPolicy } from '../api/retention';
import './retention.css';

/** For whoever answers for how long data is kept: no longer than allowed, and not shorter than the law says. */
export default function RetentionPage() {
  const { t } = useTranslation();
  return (
    <Permitted title={t('nav.audit')} permission="retention:read">
      <Retention />
    </Permitted>
  );
}

function Retention() {
  const { t } = useTranslation();
  const mayWrite = usePermission('retention:write');
  const { data, error, refetch } = useRetention();
  return (
    <Page
      title={t('nav.audit')}
      state={
        <>
          <span>{t('retention.text')}</span>
          {data && !mayWrite && <ReadOnly />}
        </>
      }
      filters={<AuditTabs />}
    >
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <div className="retention">
          <Groups key={data.version} policy={data} />
          <Runs />
        </div>
      ) : (
        <div className="card">
          <Skeleton rows={5} height="4rem" />
        </div>
      )}
    </Page>
  );
}

function Groups({ policy }: { policy: RetentionPolicy }) {
  const { t } = useTranslation();
  const mayWrite = usePermission('retention:write');
  const replace = useReplaceRetention();
  const change = useChange();
  const [days, setDays] = useState(() => daysOf(policy));
  const [asking, setAsking] = useState(false);
  const changed = changedIn(policy, days);
  const wrong = policy.groups.some((group) => !isAllowed(group, days[group.name] ?? null));
  const shorter = changed.filter(({ name }) => days[name] !== null);
  const save = async (): Promise<void> => {
    if (!(await change.run(() => replace(policy, days)))) setAsking(false);
  };
  return (
    <>
      <fieldset className="retention-groups" disabled={!mayWrite}>
        <legend className="visually-hidden">{t('retention.title')}</legend>
        {policy.groups.map((group, i) => (
          <Group
            key={group.name}
            group={group}
            days={days[group.name] ?? null}
            fault={change.fault(`groups[${i}].days`)}
            onChange={(now) => setDays((all) => ({ ...all, [group.name]: now }))}
          />
        ))}
      </fieldset>
      {mayWrite && (
        <SaveBar
          changed={changed.length}
          change={change}
          note={t('retention.acts')}
          disabled={wrong}
          onSave={() => (shorter.length > 0 ? setAsking(true) : void save())}
          onDiscard={() => setDays(daysOf(policy))}
        />
      )}
      {asking && (
        <Confirm title={t('retention.askTitle')} verb={t('retention.askVerb')} change={change} onConfirm={() => void save()} onClose={() => setAsking(false)}>
          <p>{t('retention.askText')}</p>
          <ul className="retention-asked">
            {shorter.map((group) => (
              <li key={group.name}>
                <strong>{t(`retention.group.${group.name}`, { defaultValue: group.name })}</strong>
                <Due group={group} days={days[group.name]!} />
              </li>
            ))}
          </ul>
        </Confirm>
      )}
    </>
  );
}

interface GroupProps {
  readonly group: RetentionGroup;
  readonly days: string | null;
  readonly fault: string | null;
  readonly onChange: (days: string | null) => void;
}

function Group({ group, days, fault, onChange }: GroupProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [on, field] = [useId(), useId()];
  const allowed = isAllowed(group, days);
  const bounds = { least: format.number(group.least_days), most: format.number(group.most_days) };
  return (
    <section className="card retention-group">
      <div>
        <h2>{t(`retention.group.${group.name}`, { defaultValue: group.name })}</h2>
        <p className="muted">{t(`retention.groupText.${group.name}`, { defaultValue: '' })}</p>
        <p className="retention-basis">
          <Scale aria-hidden size="0.875rem" /> {t('retention.least', bounds)} · {group.basis}
        </p>
      </div>
      <div className="retention-control">
        <div className="retention-line">
          <Switch id={on} checked={days !== null} onChange={(limited) => onChange(limited ? String(group.days ?? group.least_days) : null)} />
          <label htmlFor={on}>{t('retention.limited')}</label>
        </div>
        {days === null ? (
          <p className="muted">{t(group.name === 'notifications' ? 'retention.asInstalled' : 'retention.forGood')}</p>
        ) : (
          <>
            <div className="retention-line">
              <label htmlFor={field}>{t('retention.days')}</label>
              <Input
                id={field}
                type="number"
                min={group.least_days}
                max={group.most_days}
                value={days}
                {...((!allowed || fault) && { status: 'error' as const, 'aria-invalid': true })}
                onChange={(event) => onChange(event.target.value)}
              />
              {allowed && <span className="muted">{t('retention.years', { count: Math.round(Number(days) / 36.5) / 10, formatted: format.number(Number(days) / 365, 1) })}</span>}
            </div>
            {(!allowed || fault) && <p className="field-error">{fault ?? t('retention.range', bounds)}</p>}
            {allowed && <Due group={group} days={days} />}
          </>
        )}
      </div>
    </section>
  );
}

/** What would be dropped at the next run, and what holds keep of it. */
function Due({ group, days }: { group: RetentionGroup; days: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const asked = useDeferredValue(days);
  const { data } = useDue(group.name, Number(asked), isAllowed(group, asked));
  if (!data) return <p className="muted">{t('loading')}</p>;
  return (
    <p className={data.due > 0 ? 'retention-due' : 'muted'}>
      {t('retention.due', { count: data.due, formatted: format.number(data.due) })}
      {data.before && <>, {t('retention.before', { day: format.date(data.before) })}</>}
      {data.held > 0 && <> · <strong>{t('retention.held', { count: data.held, formatted: format.number(data.held) })}</strong></>}
    </p>
  );
}

/** What went, and when. */
function Runs() {
  const { t } = useTranslation();
  const format = useFormat();
  const mayRead = usePermission('audit:read');
  const { data } = useRuns(mayRead);
  if (!data || data.items.length === 0) return null;
  return (
    <section className="card retention-runs" aria-labelledby="retention-runs">
      <h2 id="retention-runs">{t('retention.runs')}</h2>
      <ul>
        {data.items.map(({ id, time, new: run }) => (
          <li key={id}>
            <Time at={time} />
            <span>{t(`retention.group.${run?.group}`, { defaultValue: run?.group ?? '' })}</span>
            <span className="number">{t('retention.dropped', { count: run?.dropped ?? 0, formatted: format.number(run?.dropped ?? 0) })}</span>
            {(run?.held ?? 0) > 0 && <span className="muted">{t('retention.held', { count: run!.held!, formatted: format.number(run!.held!) })}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
