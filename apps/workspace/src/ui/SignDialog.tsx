import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSign, useSigningPreview, type Component, type RecordRef, type SigningPreview } from '@/api/signatures';
import { useFormat } from '@/i18n/format';
import { Drawer } from './Dialogs';
import { ErrorState, Skeleton } from './Feedback';
import { TextField } from './Field';
import { FormDrawer } from './FormDrawer';
import { StateBadge } from './StateBadge';
import { useChange } from './useChange';
import './signing.css';

interface SignDialogProps {
  readonly record: RecordRef;
  readonly onClose: () => void;
}

/** Where a person signs a record: what is signed, what is meant by it, and the proof of who signs. The same for all records. */
export default function SignDialog({ record, onClose }: SignDialogProps) {
  const { t } = useTranslation();
  const preview = useSigningPreview(record);
  if (preview.data) return <SignForm key={preview.data.sha256} record={record} preview={preview.data} onClose={onClose} onLookAgain={() => void preview.refetch()} />;
  return (
    <Drawer title={t('signing.title')} onClose={onClose}>
      {preview.isError ? <ErrorState error={preview.error} onRetry={() => void preview.refetch()} /> : <Skeleton rows={6} height="1.75rem" />}
    </Drawer>
  );
}

interface SignFormProps extends SignDialogProps {
  readonly preview: SigningPreview;
  readonly onLookAgain: () => void;
}

function SignForm({ record, preview, onClose, onLookAgain }: SignFormProps) {
  const { t } = useTranslation();
  const sign = useSign(record);
  const change = useChange();
  const [meaning, setMeaning] = useState<string | null>(null);
  const [comment, setComment] = useState('');
  const [proof, setProof] = useState<Readonly<Record<Component, string>>>({ email: '', password: '', code: '' });
  const needs = (one: Component): boolean => preview.needs.includes(one);
  const give = (one: Component) => (value: string) => setProof((now) => ({ ...now, [one]: value }));
  // The series ended, or a second factor was turned on, since the dialog opened.
  const asksMore = (['email', 'code'] as const).some((one) => !needs(one) && change.fault(one));
  const unready = !preview.password || preview.held || meaning === null || preview.needs.some((one) => proof[one].trim() === '');
  const submit = async (): Promise<void> => {
    const signed = await change.run(() =>
      sign({
        sha256: preview.sha256,
        meaning: meaning!,
        password: proof.password,
        ...(comment.trim() && { comment: comment.trim() }),
        ...(needs('email') && { email: proof.email.trim() }),
        ...(needs('code') && { code: proof.code.trim() }),
      }),
    );
    if (signed) onClose();
  };
  return (
    <FormDrawer
      title={t('signing.title')}
      subtitle={preview.title}
      verb={t('signing.sign')}
      change={change}
      unready={unready}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      {(change.problem?.kind === 'record-changed' || asksMore) && (
        <button type="button" className="link" onClick={onLookAgain}>
          {t('signing.lookAgain')}
        </button>
      )}
      <Facts preview={preview} />
      <fieldset className="meanings">
        <legend>{t('signing.meaning')}</legend>
        {preview.meanings.map((one) => (
          <label key={one.name} data-off={one.hindrance ? '' : undefined}>
            <input type="radio" name="meaning" value={one.name} checked={meaning === one.name} disabled={Boolean(one.hindrance)} onChange={() => setMeaning(one.name)} />
            <span>
              {one.title ?? t(`signing.means.${one.name}`, { defaultValue: one.name })}
              {one.hindrance && <span className="muted"> · {t(`signing.hindrance.${one.hindrance}`)}</span>}
            </span>
          </label>
        ))}
      </fieldset>
      <TextField label={t('signing.comment')} value={comment} onChange={setComment} error={change.fault('comment')} />
      {preview.held ? (
        <p className="change-problem">{t('signing.held')}</p>
      ) : preview.password ? (
        <fieldset className="proof">
          <legend>{t(preview.first ? 'signing.first' : 'signing.next')}</legend>
          {needs('email') && <TextField label={t('signIn.email')} type="email" autoComplete="username" value={proof.email} onChange={give('email')} error={change.fault('email')} />}
          <TextField label={t('signIn.password')} type="password" autoComplete="current-password" value={proof.password} onChange={give('password')} error={change.fault('password')} />
          {needs('code') && <TextField label={t('factor.code')} autoComplete="one-time-code" code value={proof.code} onChange={give('code')} error={change.fault('code')} />}
        </fieldset>
      ) : (
        <p className="change-problem">{t('signing.needsPassword')}</p>
      )}
      <p className="muted">{t('signing.binding')}</p>
    </FormDrawer>
  );
}

/** What of the record a person looks at before signing, and the hash that it is known by. */
function Facts({ preview }: { preview: SigningPreview }) {
  const { t } = useTranslation();
  const format = useFormat();
  const shown = (name: string, value: string | number): React.ReactNode => {
    if (name === 'kind') return t(`kind.${value}`, { defaultValue: String(value) });
    if (name === 'state') return <StateBadge state={String(value)} />;
    if (name === 'quantity') return format.quantity(Number(value), String(preview.facts['unit'] ?? ''));
    if (typeof value === 'number') return format.number(value);
    return /_(at|time)$/.test(name) ? format.dateTime(value) : value;
  };
  return (
    <dl className="facts">
      {Object.entries(preview.facts)
        .filter(([name]) => name !== 'unit')
        .map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{t(`signing.fact.${name}`, { defaultValue: name.replaceAll('_', ' ') })}</dt>
            <dd>{shown(name, value)}</dd>
          </div>
        ))}
      {preview.version && (
        <>
          <dt>{t('signing.version')}</dt>
          <dd>{preview.version}</dd>
        </>
      )}
      <dt>SHA-256</dt>
      <dd>
        <code className="code hash">{preview.sha256}</code>
      </dd>
    </dl>
  );
}
