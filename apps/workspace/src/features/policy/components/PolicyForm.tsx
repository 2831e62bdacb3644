import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePermission } from '@/ui/permissions';
import { SaveBar } from '@/ui/SaveBar';
import { useChange } from '@/ui/useChange';
import { admits, isNetwork } from '../api/networks';
import { changesOf, draftOf, useOwnWay, useReplacePolicy, wantedOf, type Policy, type PolicyDraft } from '../api/policy';
import { NetworkRule } from './NetworkRule';
import { RegistrationRule } from './RegistrationRule';
import { FactorRule, SessionRule } from './SignInRules';

export interface RuleProps {
  readonly draft: PolicyDraft;
  readonly put: (part: Partial<PolicyDraft>) => void;
  /** What the platform refused the rule for. */
  readonly fault: string | null;
}

/** The rules, one card each, and what waits to be saved. Those who may only look see the same, still. */
export function PolicyForm({ policy }: { policy: Policy }) {
  const { t } = useTranslation();
  const mayWrite = usePermission('policy:write');
  const replace = useReplacePolicy();
  const change = useChange();
  const own = useOwnWay();
  const [draft, setDraft] = useState(() => draftOf(policy));
  const wanted = wantedOf(draft);
  const changed = changesOf(policy, wanted);
  const put = (part: Partial<PolicyDraft>): void => setDraft((now) => ({ ...now, ...part }));
  const out = own.ip !== null && wanted.allowed_networks.every(isNetwork) && !admits(wanted.allowed_networks, own.ip);

  return (
    <>
      {/* Nothing in it can be changed by those who may only look. */}
      <fieldset className="policy" disabled={!mayWrite}>
        <legend className="visually-hidden">{t('nav.policy')}</legend>
        <Rule title={t('policy.factor')} text={t('policy.factorText')}>
          <FactorRule draft={draft} put={put} fault={change.fault('second_factor_required')} ownFactor={own.factor} />
        </Rule>
        <Rule title={t('policy.session')} text={t('policy.sessionText')}>
          <SessionRule draft={draft} put={put} fault={change.fault('session_hours')} />
        </Rule>
        <Rule title={t('policy.networks')} text={t('policy.networksText')}>
          <NetworkRule draft={draft} put={put} fault={change.fault('allowed_networks')} ip={own.ip} out={out} />
        </Rule>
        <Rule title={t('policy.registration')} text={t('policy.registrationText')}>
          <RegistrationRule
            draft={draft}
            put={put}
            fault={change.fault('registration_domains') ?? change.fault('registration_role')}
            domains={wanted.registration_domains}
          />
        </Rule>
      </fieldset>
      {mayWrite && (
        <SaveBar
          changed={changed}
          change={change}
          note={t('policy.acts')}
          onSave={() => void change.run(() => replace(policy, wanted))}
          onDiscard={() => setDraft(draftOf(policy))}
        />
      )}
    </>
  );
}

function Rule({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <section className="card policy-rule">
      <div>
        <h2>{title}</h2>
        <p className="muted">{text}</p>
      </div>
      <div className="policy-control">{children}</div>
    </section>
  );
}
