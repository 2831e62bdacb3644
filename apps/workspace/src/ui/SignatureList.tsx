import { EyeOff, FileWarning, PenLine, ShieldAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSignatures, type RecordRef, type Signature } from '@/api/signatures';
import { ErrorState } from './Feedback';
import { usePermission } from './permissions';
import './signing.css';

/**
 * The signatures on a record, on the screen and in print: printed name, time with its zone, meaning, and whether the record is still
 * what was signed. Nothing where there are none.
 */
export function SignatureList({ record }: { record: RecordRef }) {
  const { t } = useTranslation();
  const may = usePermission('signature:read');
  const { data, error, refetch } = useSignatures(record, may);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data || data.length === 0) return null;
  return (
    <section className="signatures" aria-label={t('signing.signatures')}>
      <h3>{t('signing.signatures')}</h3>
      <ol>
        {data.map((signature) => (
          <Row key={signature.id} signature={signature} />
        ))}
      </ol>
    </section>
  );
}

function Row({ signature }: { signature: Signature }) {
  const { t } = useTranslation();
  if (signature.seal !== 'sound') {
    return (
      <li className="signature signature-broken">
        <ShieldAlert aria-hidden size="1rem" />
        <strong>{t(`signing.${signature.seal}`)}</strong>
        <code className="code">{signature.id}</code>
      </li>
    );
  }
  const changed = signature.record === 'changed' || signature.record === 'gone';
  const compared = signature.record === 'unchanged';
  const Icon = changed ? FileWarning : compared ? PenLine : EyeOff;
  return (
    <li className={changed ? 'signature signature-changed' : 'signature'}>
      <Icon aria-hidden size="1rem" />
      <strong>{signature.signer_name}</strong>
      <span className="signature-meaning">{signature.meaning_title ?? t(`signing.means.${signature.meaning}`, { defaultValue: signature.meaning ?? '' })}</span>
      <time dateTime={signature.signed_at ?? undefined} className="number">
        {signature.local_time} <span className="muted">{signature.time_zone}</span>
      </time>
      {signature.comment && <q>{signature.comment}</q>}
      {!compared && <span className="signature-state">{t(`signing.record.${signature.record ?? 'hidden'}`)}</span>}
      <span className="signature-proof">
        {signature.signer_email} · {signature.version && `${t('signing.version')} ${signature.version} · `}SHA-256 <code className="code">{signature.sha256}</code>
      </span>
    </li>
  );
}
