import { Button } from 'antd';
import { Plus, X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRoles } from '@/api/people';
import { TextField } from '@/ui/Field';
import { FormDrawer } from '@/ui/FormDrawer';
import { useRoleWords } from '@/ui/roles';
import { useChange } from '@/ui/useChange';
import { blank, draftOf, useProviderChanges, type Provider, type ProviderDraft, type RoleRule } from '../api';

interface ProviderDrawerProps {
  /** Null to set one up. */
  readonly provider: Provider | null;
  readonly onClose: () => void;
  readonly onSaved: (provider: Provider) => void;
}

const entries = (text: string): readonly string[] => [...new Set(text.split(/[\s,;]+/).filter(Boolean))];

/** Sets an identity provider up: what to copy there, what to copy here, who comes in, and as what. */
export function ProviderDrawer({ provider, onClose, onSaved }: ProviderDrawerProps) {
  const { t } = useTranslation();
  const { save } = useProviderChanges();
  const change = useChange();
  const [draft, setDraft] = useState<ProviderDraft>(() => (provider ? draftOf(provider) : blank));
  const [domains, setDomains] = useState(draft.domains.join('\n'));
  const [factors, setFactors] = useState(draft.second_factor_values.join(' '));
  const [scopes, setScopes] = useState(draft.scopes.join(' '));
  const put = (part: Partial<ProviderDraft>): void => setDraft((now) => ({ ...now, ...part }));
  const claim = (name: keyof ProviderDraft['claims'], value: string): void => put({ claims: { ...draft.claims, [name]: value } });
  const submit = (): Promise<boolean> =>
    change.run(async () => {
      const { client_secret, ...rest } = draft;
      onSaved(
        await save(provider, {
          ...rest,
          ...(client_secret && { client_secret }),
          domains: entries(domains),
          second_factor_values: entries(factors),
          scopes: entries(scopes),
        }),
      );
    });

  return (
    <FormDrawer
      title={t(provider ? 'sso.edit' : 'sso.add')}
      verb={t(provider ? 'dialog.save' : 'sso.add')}
      change={change}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <TextField label={t('sso.name')} hint={t('sso.nameHint')} value={draft.name} error={change.fault('name')} onChange={(name) => put({ name })} />
      {!provider && <p className="muted">{t('sso.redirectLater')}</p>}
      <TextField code label={t('sso.issuer')} hint={t('sso.issuerHint')} value={draft.issuer} error={change.fault('issuer')} onChange={(issuer) => put({ issuer })} />
      <div className="form-pair">
        <TextField code label={t('sso.client')} value={draft.client_id} error={change.fault('client_id')} onChange={(client_id) => put({ client_id })} />
        <TextField
          type="password"
          autoComplete="new-password"
          label={t('sso.secret')}
          hint={provider?.client_secret_set ? t('sso.secretKept') : null}
          value={draft.client_secret ?? ''}
          error={change.fault('client_secret')}
          onChange={(client_secret) => put({ client_secret })}
        />
      </div>
      <TextField code rows={2} label={t('sso.domains')} hint={t('sso.domainsHint')} value={domains} error={change.fault('domains')} onChange={setDomains} />
      <fieldset className="fieldset">
        <legend>{t('sso.who')}</legend>
        <Tick on={draft.creates_users} text={t('sso.creates')} onChange={(creates_users) => put({ creates_users })}>{t('sso.createsText')}</Tick>
        <Tick on={draft.password_allowed} text={t('sso.password')} onChange={(password_allowed) => put({ password_allowed })}>{t('sso.passwordText')}</Tick>
        <Tick on={draft.trusts_email} text={t('sso.trusts')} onChange={(trusts_email) => put({ trusts_email })}>{t('sso.trustsText')}</Tick>
        <Tick on={draft.enabled} text={t('sso.enabled')} onChange={(enabled) => put({ enabled })}>{t('sso.enabledText')}</Tick>
      </fieldset>
      <RoleRules draft={draft} put={put} fault={change.fault('default_roles') ?? change.fault('role_rules')} />
      <details className="sso-more">
        <summary>{t('sso.more')}</summary>
        <div className="form">
          <TextField code label={t('sso.scopes')} value={scopes} error={change.fault('scopes')} onChange={setScopes} />
          <TextField code label={t('sso.groups')} hint={t('sso.groupsHint')} value={draft.claims.groups ?? ''} error={change.fault('claims.groups')} onChange={(value) => claim('groups', value)} />
          <TextField code label={t('sso.emailClaim')} value={draft.claims.email} error={change.fault('claims.email')} onChange={(value) => claim('email', value)} />
          <div className="form-pair">
            <TextField code label={t('sso.firstClaim')} value={draft.claims.first_name} error={change.fault('claims.first_name')} onChange={(value) => claim('first_name', value)} />
            <TextField code label={t('sso.lastClaim')} value={draft.claims.last_name} error={change.fault('claims.last_name')} onChange={(value) => claim('last_name', value)} />
          </div>
          <TextField code label={t('sso.factors')} hint={t('sso.factorsHint')} value={factors} error={change.fault('second_factor_values')} onChange={setFactors} />
        </div>
      </details>
    </FormDrawer>
  );
}

function Tick({ on, text, onChange, children }: { on: boolean; text: string; onChange: (on: boolean) => void; children: ReactNode }) {
  return (
    <label className="check">
      <input type="checkbox" checked={on} onChange={(event) => onChange(event.target.checked)} />
      <span className="check-title">{text}</span>
      <span className="check-text">{children}</span>
    </label>
  );
}

interface RoleRulesProps {
  readonly draft: ProviderDraft;
  readonly put: (part: Partial<ProviderDraft>) => void;
  readonly fault: string | null;
}

/** Everybody's role, and one more for each group of the provider that is named. */
function RoleRules({ draft, put, fault }: RoleRulesProps) {
  const { t } = useTranslation();
  const { data: roles } = useRoles();
  const words = useRoleWords(roles);
  const names = (roles ?? []).map(({ name }) => name).filter((name) => name !== 'platform_admin');
  const change = (index: number, part: Partial<RoleRule>): void =>
    put({ role_rules: draft.role_rules.map((rule, i) => (i === index ? { ...rule, ...part } : rule)) });
  const options = (chosen: string | undefined): ReactNode =>
    [...new Set([...names, ...(chosen ? [chosen] : [])])].map((name) => (
      <option key={name} value={name}>
        {words.title(name)}
      </option>
    ));
  return (
    <fieldset className="fieldset">
      <legend>{t('sso.roles')}</legend>
      {fault && <span className="field-error">{fault}</span>}
      <div className="sso-rule">
        <span>{t('sso.everybody')}</span>
        <select
          className="select"
          aria-label={t('sso.everybody')}
          value={draft.default_roles[0] ?? ''}
          onChange={(event) => put({ default_roles: [...(event.target.value ? [event.target.value] : []), ...draft.default_roles.slice(1)] })}
        >
          <option value="">{t('sso.noRole')}</option>
          {options(draft.default_roles[0])}
        </select>
      </div>
      {draft.role_rules.map((rule, index) => (
        <div key={index} className="sso-rule">
          <input className="select" aria-label={t('sso.group')} placeholder={t('sso.group')} value={rule.value} onChange={(event) => change(index, { value: event.target.value })} />
          <select className="select" aria-label={t('sso.roleOf', { group: rule.value })} value={rule.roles[0] ?? ''} onChange={(event) => change(index, { roles: [event.target.value] })}>
            {options(rule.roles[0])}
          </select>
          <button
            type="button"
            className="icon-button"
            aria-label={t('sso.removeRule', { group: rule.value })}
            onClick={() => put({ role_rules: draft.role_rules.filter((_, i) => i !== index) })}
          >
            <X aria-hidden size="1rem" />
          </button>
        </div>
      ))}
      <Button icon={<Plus aria-hidden size="1em" />} onClick={() => put({ role_rules: [...draft.role_rules, { value: '', roles: [names[0] ?? 'viewer'] }] })}>
        {t('sso.addRule')}
      </Button>
      <Tick on={draft.follows_roles} text={t('sso.follows')} onChange={(follows_roles) => put({ follows_roles })}>{t('sso.followsText')}</Tick>
    </fieldset>
  );
}
