import { Input, Switch } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import '@/ui/chips.css';
import { Hint } from './Hint';
import type { RuleProps } from './PolicyForm';

const presets = ['8', '12', '24', '168'];

/** Whether everybody needs a second factor. */
export function FactorRule({ draft, put, fault, ownFactor }: RuleProps & { readonly ownFactor: boolean | null }) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <>
      <div className="policy-switch">
        <Switch id={id} checked={draft.secondFactor} onChange={(secondFactor) => put({ secondFactor })} />
        <label htmlFor={id}>{t('policy.factorOn')}</label>
      </div>
      {draft.secondFactor && ownFactor === false && (
        <Hint tone="watch">
          {t('policy.factorOwn')} <Link to="/account">{t('policy.factorOwnLink')}</Link>
        </Hint>
      )}
      {fault && <Hint tone="act">{fault}</Hint>}
    </>
  );
}

/** After how long everybody signs in anew. */
export function SessionRule({ draft, put, fault }: RuleProps) {
  const { t } = useTranslation();
  const on = useId();
  const hours = useId();
  return (
    <>
      <div className="policy-switch">
        <Switch id={on} checked={draft.limited} onChange={(limited) => put({ limited })} />
        <label htmlFor={on}>{t('policy.sessionOn')}</label>
      </div>
      {draft.limited ? (
        <div className="policy-hours">
          <label htmlFor={hours}>{t('policy.hours')}</label>
          <Input
            id={hours}
            type="number"
            min={1}
            max={2160}
            value={draft.hours}
            {...(fault && { status: 'error' as const, 'aria-invalid': true })}
            onChange={(event) => put({ hours: event.target.value })}
          />
          {presets.map((one) => (
            <button key={one} type="button" className="chip chip-toggle" aria-pressed={draft.hours === one} onClick={() => put({ hours: one })}>
              {t('policy.preset', { count: Number(one) })}
            </button>
          ))}
        </div>
      ) : (
        <Hint>{t('policy.sessionOff')}</Hint>
      )}
      {fault && <Hint tone="act">{fault}</Hint>}
    </>
  );
}
