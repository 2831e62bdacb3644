import { Button, Input, Switch } from 'antd';
import { Plus, Trash2 } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePermission } from '@/ui/permissions';
import { SaveBar } from '@/ui/SaveBar';
import { useChange, type Change } from '@/ui/useChange';
import { any, changesOf, draftOf, recordTypes, useSigningChanges, wantedOf, type PolicyDraft, type Rule, type SigningPolicy } from '../api/signing';
import { Card } from './Card';

interface PartProps {
  readonly draft: PolicyDraft;
  readonly put: (part: Partial<PolicyDraft>) => void;
  readonly change: Change;
}

/** What signatures mean here, and what they ask of whoever signs; and what of it waits to be saved. */
export function PolicyForm({ policy }: { policy: SigningPolicy }) {
  const { t } = useTranslation();
  const mayWrite = usePermission('signing_policy:write');
  const { replacePolicy } = useSigningChanges();
  const change = useChange();
  const [draft, setDraft] = useState(() => draftOf(policy));
  const wanted = wantedOf(draft);
  const part = { draft, change, put: (some: Partial<PolicyDraft>): void => setDraft((now) => ({ ...now, ...some })) };
  return (
    <>
      {/* Nothing in it can be changed by those who may only look. */}
      <fieldset className="signing-settings" disabled={!mayWrite}>
        <legend className="visually-hidden">{t('nav.signing')}</legend>
        <Card title={t('signingPolicy.meanings')} text={t('signingPolicy.meaningsText')} clause="11.50(a)(3)">
          <Meanings {...part} />
        </Card>
        <Card title={t('signingPolicy.rules')} text={t('signingPolicy.rulesText')} clause="11.10(f)">
          <Rules {...part} />
        </Card>
        <Card title={t('signingPolicy.password')} text={t('signingPolicy.passwordText')} clause="11.300(b)">
          <PasswordAge {...part} />
        </Card>
        <Card title={t('signingPolicy.series')} text={t('signingPolicy.seriesText')} clause="11.200(a)(1)">
          <Series {...part} />
        </Card>
      </fieldset>
      {mayWrite && (
        <SaveBar
          changed={changesOf(policy, wanted)}
          change={change}
          note={t('signingPolicy.acts')}
          onSave={() => void change.run(() => replacePolicy(policy, wanted))}
          onDiscard={() => setDraft(draftOf(policy))}
        />
      )}
    </>
  );
}

/** What stands beside a part that the platform refused. */
function Fault({ text }: { text: string | null }) {
  return text && <p className="field-error" role="alert">{text}</p>;
}

function Meanings({ draft, put, change }: PartProps) {
  const { t } = useTranslation();
  const { meanings } = draft;
  const replace = (at: number, one: Partial<(typeof meanings)[number]>): void =>
    put({ meanings: meanings.map((meaning, i) => (i === at ? { ...meaning, ...one } : meaning)) });
  return (
    <>
      <ul className="signing-rows">
        {meanings.map(({ name, title }, i) => (
          // They have no other name while they are typed.
          <li key={i}>
            <Input
              aria-label={t('signingPolicy.meaningTitle', { number: i + 1 })}
              value={title}
              placeholder={t(`signing.means.${name}`, { defaultValue: t('signingPolicy.asRead') })}
              onChange={(event) => replace(i, { title: event.target.value })}
            />
            <Input
              className="code"
              aria-label={t('signingPolicy.meaningName', { number: i + 1 })}
              value={name}
              placeholder="release"
              onChange={(event) => replace(i, { name: event.target.value })}
            />
            <Button
              type="text"
              disabled={meanings.length === 1}
              icon={<Trash2 aria-hidden size="1em" />}
              aria-label={t('signingPolicy.remove', { what: title || name || String(i + 1) })}
              onClick={() => put({ meanings: meanings.filter((_, at) => at !== i) })}
            />
          </li>
        ))}
      </ul>
      <Fault text={change.fault('meanings')} />
      <Button icon={<Plus aria-hidden size="1em" />} onClick={() => put({ meanings: [...meanings, { name: '', title: '' }] })}>
        {t('signingPolicy.addMeaning')}
      </Button>
    </>
  );
}

function Rules({ draft, put, change }: PartProps) {
  const { t } = useTranslation();
  const { rules } = draft;
  const replace = (at: number, one: Partial<Rule>): void => put({ rules: rules.map((rule, i) => (i === at ? { ...rule, ...one } : rule)) });
  const wordFor = (name: string): string => draft.meanings.find((one) => one.name === name)?.title || t(`signing.means.${name}`, { defaultValue: name });
  return (
    <>
      {rules.length === 0 && <p className="muted">{t('signingPolicy.noRules')}</p>}
      <ul className="signing-rules">
        {rules.map((rule, i) => (
          <li key={i}>
            <div role="group" aria-label={t('signingPolicy.rule', { number: i + 1 })}>
              <div className="signing-rule-about">
                <select className="select" aria-label={t('signingPolicy.records')} value={rule.resource_type} onChange={(event) => replace(i, { resource_type: event.target.value })}>
                  <option value={any}>{t('signingPolicy.allRecords')}</option>
                  {recordTypes.map((type) => (
                    <option key={type} value={type}>{t(`signingPolicy.type.${type}`)}</option>
                  ))}
                </select>
                <select className="select" aria-label={t('signing.meaning')} value={rule.meaning} onChange={(event) => replace(i, { meaning: event.target.value })}>
                  <option value={any}>{t('signingPolicy.allMeanings')}</option>
                  {draft.meanings.filter(({ name }) => name !== '').map(({ name }) => (
                    <option key={name} value={name}>{wordFor(name)}</option>
                  ))}
                </select>
                <Button
                  type="text"
                  icon={<Trash2 aria-hidden size="1em" />}
                  aria-label={t('signingPolicy.remove', { what: t('signingPolicy.rule', { number: i + 1 }) })}
                  onClick={() => put({ rules: rules.filter((_, at) => at !== i) })}
                />
              </div>
              <label>
                <input type="checkbox" checked={rule.not_author} onChange={(event) => replace(i, { not_author: event.target.checked })} /> {t('signingPolicy.notAuthor')}
              </label>
              <label>
                <input type="checkbox" checked={rule.not_twice} onChange={(event) => replace(i, { not_twice: event.target.checked })} /> {t('signingPolicy.notTwice')}
              </label>
            </div>
          </li>
        ))}
      </ul>
      <Fault text={change.fault('rules')} />
      <Button icon={<Plus aria-hidden size="1em" />} onClick={() => put({ rules: [...rules, { resource_type: any, meaning: any, not_author: true, not_twice: false }] })}>
        {t('signingPolicy.addRule')}
      </Button>
    </>
  );
}

function PasswordAge({ draft, put, change }: PartProps) {
  const { t } = useTranslation();
  const [on, days] = [useId(), useId()];
  return (
    <>
      <div className="signing-line">
        <Switch id={on} checked={draft.aged} onChange={(aged) => put({ aged })} />
        <label htmlFor={on}>{t('signingPolicy.passwordOn')}</label>
      </div>
      {draft.aged && (
        <div className="signing-line">
          <label htmlFor={days}>{t('signingPolicy.days')}</label>
          <Input id={days} type="number" min={1} max={3650} value={draft.days} onChange={(event) => put({ days: event.target.value })} />
        </div>
      )}
      <Fault text={change.fault('password_days')} />
    </>
  );
}

function Series({ draft, put, change }: PartProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <>
      <div className="signing-line">
        <label htmlFor={id}>{t('signingPolicy.minutes')}</label>
        <Input id={id} type="number" min={0} max={480} value={draft.minutes} onChange={(event) => put({ minutes: event.target.value })} />
      </div>
      {draft.minutes === '0' && <p className="muted">{t('signingPolicy.noSeries')}</p>}
      <Fault text={change.fault('series_minutes')} />
    </>
  );
}
