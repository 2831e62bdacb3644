import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '@/ui/Field';
import { FormDrawer } from '@/ui/FormDrawer';
import { useChange } from '@/ui/useChange';
import { blank, draftOf, scopes, useApplicationChanges, type Application, type Draft, type Kind, type Scope, type WithSecret } from '../api/applications';

interface ApplicationDrawerProps {
  /** The one to change; a new one without it. */
  readonly application?: Application | undefined;
  readonly onSaved: (application: WithSecret) => void;
  readonly onClose: () => void;
}

/** An application to be, or another way for one that is: what it is, where it sends people back to, what it is told. */
export function ApplicationDrawer({ application, onSaved, onClose }: ApplicationDrawerProps) {
  const { t } = useTranslation();
  const { register, update } = useApplicationChanges();
  const change = useChange();
  const [draft, setDraft] = useState<Draft>(application ? draftOf(application) : blank);
  const put = (part: Partial<Draft>): void => setDraft((now) => ({ ...now, ...part }));
  const open = draft.kind === 'public';
  const people = open || draft.people;
  const toggle = (scope: Scope, on: boolean): void =>
    put({ scopes: scopes.filter((one) => (one === scope ? on : draft.scopes.includes(one))) });

  return (
    <FormDrawer
      title={application ? application.name : t('applications.add')}
      subtitle={application ? null : t('applications.lead')}
      verb={t(application ? 'applications.save' : 'applications.make')}
      change={change}
      onSubmit={() => void change.run(async () => onSaved(await (application ? update(application, draft) : register(draft))))}
      onClose={onClose}
    >
      <TextField label={t('applications.name')} hint={t('applications.nameHint')} value={draft.name} error={change.fault('name')} onChange={(name) => put({ name })} />
      <TextField label={t('applications.description')} value={draft.description} error={change.fault('description')} onChange={(description) => put({ description })} />
      {!application && (
        <fieldset className="fieldset">
          <legend>{t('applications.kind')}</legend>
          {(['confidential', 'public'] as const).map((kind: Kind) => (
            <label key={kind} className="check">
              <input type="radio" name="kind" checked={draft.kind === kind} onChange={() => put({ kind })} />
              <span className="check-title">{t(`applications.kinds.${kind}`)}</span>
              <span className="check-text">{t(`applications.kindText.${kind}`)}</span>
            </label>
          ))}
        </fieldset>
      )}
      {!open && (
        <fieldset className="fieldset">
          <legend>{t('applications.does')}</legend>
          {change.fault('grant_types') && <span className="field-error">{change.fault('grant_types')}</span>}
          <Check title={t('applications.people')} text={t('applications.peopleText')} on={draft.people} onChange={(on) => put({ people: on })} />
          <Check title={t('applications.itself')} text={t('applications.itselfText')} on={draft.itself} onChange={(on) => put({ itself: on })} />
        </fieldset>
      )}
      {people && (
        <>
          <TextField
            code
            rows={3}
            label={t('applications.redirects')}
            hint={t('applications.redirectsHint')}
            value={draft.redirects}
            error={change.fault('redirect_uris')}
            onChange={(redirects) => put({ redirects })}
          />
          <TextField
            code
            rows={2}
            label={t('applications.logouts')}
            hint={t('applications.logoutsHint')}
            value={draft.logouts}
            error={change.fault('post_logout_redirect_uris')}
            onChange={(logouts) => put({ logouts })}
          />
        </>
      )}
      <fieldset className="fieldset">
        <legend>{t('applications.told')}</legend>
        {change.fault('scopes') && <span className="field-error">{change.fault('scopes')}</span>}
        {scopes.filter((scope) => !open || scope !== 'offline_access').map((scope) => (
          <Check
            key={scope}
            title={t(`applications.scope.${scope}`)}
            text={<code>{scope}</code>}
            on={draft.scopes.includes(scope)}
            onChange={(on) => toggle(scope, on)}
          />
        ))}
      </fieldset>
      {people && <Check title={t('applications.consent')} text={t('applications.consentText')} on={draft.consent} onChange={(consent) => put({ consent })} />}
    </FormDrawer>
  );
}

interface CheckProps {
  readonly title: string;
  readonly text: React.ReactNode;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}

function Check({ title, text, on, onChange }: CheckProps) {
  return (
    <label className="check">
      <input type="checkbox" checked={on} onChange={(event) => onChange(event.target.checked)} />
      <span className="check-title">{title}</span>
      <span className="check-text">{text}</span>
    </label>
  );
}
