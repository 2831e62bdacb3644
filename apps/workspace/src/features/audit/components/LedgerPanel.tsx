import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Download, Eye, KeyRound, ShieldCheck, ShieldX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { CopyButton } from '@/ui/CopyButton';
import { ErrorState, Skeleton } from '@/ui/Feedback';
import { SidePanel } from '@/ui/SidePanel';
import { Time } from '@/ui/Time';
import { useFocusBack } from '@/ui/useFocusBack';
import { save, useLedger, type LedgerHead } from '../api/audit';
import { cosignedAt, isSigned, keyOf, noteOf, short } from '../api/proof';
import { Mountains } from './Mountains';

/** What was found out here of the newest checkpoint. */
function useHeadChecked(head: LedgerHead | undefined) {
  return useQuery({
    queryKey: ['audit', 'head', head?.checkpoint, head?.cosigned],
    enabled: Boolean(head?.checkpoint),
    staleTime: Infinity,
    queryFn: async () => {
      const signature = await isSigned(noteOf(head!.checkpoint!), head!.log_keys);
      const note = head!.cosigned ? noteOf(head!.cosigned) : null;
      const witnesses = await Promise.all(head!.witness_keys.map(async (key) => ({ key: keyOf(key), at: note && (await cosignedAt(note, key).catch(() => undefined)) })));
      return { signature, witnesses, checked: new Date().toISOString() };
    },
  });
}

/** The ledger itself beside the list: how large it is, who signed for it, and what to keep elsewhere. */
export function LedgerPanel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useLedger();
  useFocusBack();
  return (
    <SidePanel title={t('audit.ledger.title')} subtitle={<span className="muted">{t('audit.ledger.text')}</span>} onClose={onClose}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : data ? <Head head={data} /> : <Skeleton rows={8} height="1.75rem" />}
    </SidePanel>
  );
}

function Head({ head }: { head: LedgerHead }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: found } = useHeadChecked(head);
  if (!head.checkpoint) return <p className="muted">{t('audit.ledger.empty')}</p>;
  const note = noteOf(head.checkpoint);
  const bad = found?.signature === 'bad';
  const Icon = bad ? ShieldX : ShieldCheck;
  return (
    <div className="audit-entry">
      <div className={`verdict verdict-${bad ? 'bad' : 'good'}`} role={bad ? 'alert' : 'status'}>
        <Icon aria-hidden size="1.375rem" strokeWidth={1.9} />
        <div>
          <strong>{t(bad ? 'audit.ledger.unsigned' : 'audit.ledger.signed', { count: head.size, formatted: format.number(head.size) })}</strong>
          {found && (
            <p className="muted">
              {t(found.signature === 'unknown' ? 'audit.proof.notHere' : 'audit.ledger.checked')} <Time at={found.checked} />
            </p>
          )}
        </div>
      </div>
      <Mountains size={head.size} witnessed={head.cosigned_size} />
      <dl className="facts">
        <dt>{t('audit.ledger.root')}</dt>
        <dd className="code">{short(note.root, 64)}</dd>
        <dt>{t('audit.ledger.origin')}</dt>
        <dd className="code">{head.origin}</dd>
        {head.branches.length > 0 && (
          <>
            <dt>{t('audit.ledger.before')}</dt>
            <dd>{t('audit.ledger.branches', { count: head.branches.length })}</dd>
          </>
        )}
      </dl>
      <section className="panel-section">
        <h3>{t('audit.ledger.keys')}</h3>
        <ul className="audit-keys">
          {head.log_keys.map((key) => (
            <li key={key}>
              <KeyRound aria-hidden size="1rem" />
              <code className="code">{key}</code>
              <CopyButton text={key} label={t('audit.ledger.copyKey')} />
            </li>
          ))}
        </ul>
      </section>
      <section className="panel-section">
        <h3>{t('audit.ledger.witnesses')}</h3>
        {head.witness_keys.length === 0 && <p className="muted">{t('audit.ledger.noWitness')}</p>}
        <ul className="audit-keys">
          {found?.witnesses.map(({ key, at }) => (
            <li key={key.id}>
              <Eye aria-hidden size="1rem" />
              <span>
                <strong>{key.name}</strong> <code className="code muted">{key.id}</code>
                <br />
                {at ? (
                  <span className="muted">
                    {t('audit.ledger.saw', { size: format.number(head.cosigned_size) })} <Time at={at.toISOString()} />
                  </span>
                ) : (
                  <span className={at === null ? 'field-error' : 'muted'}>{t(at === null ? 'audit.ledger.notYet' : 'audit.finding.unknown')}</span>
                )}
              </span>
            </li>
          ))}
        </ul>
      </section>
      <div className="proof-foot no-print">
        <Button
          icon={<Download aria-hidden size="1em" />}
          onClick={() => save(`checkpoint-${head.size}.txt`, new Blob([head.cosigned_size === head.size ? head.cosigned! : head.checkpoint!], { type: 'text/plain' }))}
        >
          {t('audit.ledger.keep')}
        </Button>
        <span className="muted">{t('audit.ledger.keepText')}</span>
      </div>
    </div>
  );
}
