import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { BadgeCheck, CircleCheck, CircleHelp, CircleX, Download, Eraser, Eye, Hourglass, PenLine, ShieldCheck, ShieldX, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { CopyButton } from '@/ui/CopyButton';
import { ErrorState, Skeleton } from '@/ui/Feedback';
import { useUser } from '@/ui/permissions';
import { save, useProof, type AuditEntry, type Proof } from '../api/audit';
import { check, erasedOf, keyOf, noteOf, short, type Finding, type Findings } from '../api/proof';
import { ProofPath } from './ProofPath';
import { useWords } from './useWords';

/** Whether an entry stands in the ledger as it is shown, and how anybody can see that for themselves. */
export function ProofView({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation();
  const tenant = useUser()?.tenant.id ?? '';
  const { data, error, refetch } = useProof(tenant, entry.id);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton rows={4} height="1.75rem" />;
  if (data.status === 'proven' && data.proof) return <Proven entry={entry} proof={data.proof} />;
  if (data.status === 'pending') {
    return (
      <Verdict tone="wait" icon={Hourglass} title={t('audit.proof.pending')}>
        <p>{t('audit.proof.pendingText')}</p>
        {data.waits_for && <p className="muted">{t('audit.proof.waitsFor', { what: data.waits_for })}</p>}
      </Verdict>
    );
  }
  return (
    <Verdict tone="bad" icon={ShieldX} title={t('audit.proof.broken')}>
      <p className="proof-reason">
        <Quoted text={data.reason ?? ''} />
      </p>
      <p>{t('audit.proof.brokenText')}</p>
    </Verdict>
  );
}

/** A reason with the field that it names set apart. */
function Quoted({ text }: { text: string }) {
  return text.split(/'([^']*)'/).map((part, i) => (i % 2 ? <code key={i} className="code">{part}</code> : part));
}

function Verdict({ tone, icon: Icon, title, children }: { tone: 'good' | 'wait' | 'bad'; icon: LucideIcon; title: string; children: ReactNode }) {
  return (
    <div className={`verdict verdict-${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon aria-hidden size="1.375rem" strokeWidth={1.9} />
      <div>
        <strong>{title}</strong>
        {children}
      </div>
    </div>
  );
}

function Proven({ entry, proof }: { entry: AuditEntry; proof: Proof }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: found } = useQuery({ queryKey: ['audit', 'check', entry.id, proof.checkpoint], staleTime: Infinity, queryFn: () => check(proof) });
  if (!found) return <Skeleton rows={4} height="1.75rem" />;
  const all = [found.path, found.checkpoint, found.signature, found.witnesses, found.values];
  const bad = all.includes('bad');
  const erased = erasedOf(proof);
  const place = t('audit.proof.place', { position: format.number(proof.position + 1), size: format.number(proof.size) });
  return (
    <>
      <Verdict tone={bad ? 'bad' : 'good'} icon={bad ? ShieldX : ShieldCheck} title={t(bad ? 'audit.proof.refuted' : 'audit.proof.proven')}>
        <p>{place}</p>
        <p className="muted">{t(all.includes('unknown') ? 'audit.proof.notHere' : 'audit.proof.here')}</p>
      </Verdict>
      {erased.length > 0 && (
        <p className="proof-erased">
          <Eraser aria-hidden size="1rem" />
          <span>{t('audit.proof.erased', { fields: erased.map((field) => t(`audit.field.${field}`, { defaultValue: field })).join(', ') })}</span>
        </p>
      )}
      <Ladder entry={entry} proof={proof} found={found} />
      <div className="proof-foot no-print">
        <Button icon={<Download aria-hidden size="1em" />} onClick={() => save(`${entry.id}.tlog-proof`, new Blob([proof.tlog_proof], { type: 'text/plain' }))}>
          {t('audit.proof.save')}
        </Button>
        <span className="muted">{t('audit.proof.saveText')}</span>
      </div>
    </>
  );
}

/** From the witness at the top down to the entry: each hangs on what stands above it. */
function Ladder({ entry, proof, found }: { entry: AuditEntry; proof: Proof; found: Findings }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const signatures = noteOf(proof.checkpoint).signatures;
  const signer = proof.log_keys.map(keyOf).find((key) => signatures.some(({ id }) => id === key.id));
  return (
    <div className="ladder">
      {proof.witnesses.length === 0 ? (
        <Rung icon={Eye} finding="unknown" title={t('audit.proof.noWitness')} />
      ) : (
        proof.witnesses.map(({ key, time }) => (
          <Rung key={key} icon={Eye} finding={found.witnesses} title={t('audit.proof.witness', { name: keyOf(key).name })}>
            {t('audit.proof.witnessed', { when: format.dateTime(time) })} · <code className="code">{keyOf(key).id}</code>
          </Rung>
        ))
      )}
      <Rung icon={PenLine} finding={found.signature} title={t('audit.proof.signature')}>
        {proof.origin} · <code className="code">{signer?.id ?? '–'}</code>
      </Rung>
      <Rung icon={BadgeCheck} finding={found.checkpoint} title={t('audit.proof.checkpoint', { size: format.number(proof.size), count: proof.size })}>
        <span className="proof-root">
          <code className="code">{short(proof.root, 32)}…</code>
          <CopyButton text={proof.checkpoint} label={t('audit.proof.copyCheckpoint')} />
        </span>
      </Rung>
      <ProofPath proof={proof} finding={found.path} />
      <Rung icon={CircleCheck} finding={found.path} title={words.action(entry.action)}>
        {t('audit.proof.leaf')} <code className="code">{found.leaf ? short(found.leaf, 16) : '–'}…</code>
      </Rung>
      <p className="proof-how">{t('audit.proof.how')}</p>
      {Object.keys(proof.disclosed).length > 0 && (
        <p className="proof-values">
          <Mark finding={found.values} /> {t('audit.proof.values')}
        </p>
      )}
    </div>
  );
}

const marks: Readonly<Record<Finding, LucideIcon>> = { ok: CircleCheck, bad: CircleX, unknown: CircleHelp };

function Mark({ finding }: { finding: Finding }) {
  const { t } = useTranslation();
  const Icon = marks[finding];
  return (
    <span className={`proof-mark proof-mark-${finding}`} title={t(`audit.finding.${finding}`)}>
      <Icon aria-hidden size="1rem" strokeWidth={2.1} />
      <span className="visually-hidden">{t(`audit.finding.${finding}`)}</span>
    </span>
  );
}

function Rung({ icon: Icon, finding, title, children }: { icon: LucideIcon; finding: Finding; title: string; children?: ReactNode }) {
  return (
    <div className={`rung rung-${finding}`}>
      <Icon aria-hidden size="1.0625rem" strokeWidth={1.8} />
      <div>
        <strong>{title}</strong>
        {children && <div className="muted">{children}</div>}
      </div>
      <Mark finding={finding} />
    </div>
  );
}
