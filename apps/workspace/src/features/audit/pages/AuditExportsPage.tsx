import { Button } from 'antd';
import { Archive, Download, FileCheck } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isUnderWay, useJob } from '@/api/jobs';
import { useFormat } from '@/i18n/format';
import { CopyButton } from '@/ui/CopyButton';
import { ChangeProblem } from '@/ui/Dialogs';
import { EmptyState, ErrorState, Skeleton } from '@/ui/Feedback';
import { TextField } from '@/ui/Field';
import { FormDrawer } from '@/ui/FormDrawer';
import { Page } from '@/ui/Page';
import { usePermission } from '@/ui/permissions';
import { Permitted } from '@/ui/Permitted';
import { StatusPill } from '@/ui/StateBadge';
import { Time } from '@/ui/Time';
import { useChange } from '@/ui/useChange';
import { fileOf, takeExport, useAuditExports, useLedger, useRequestExport, type AuditExport } from '../api/audit';
import { keyOf, noteOf } from '../api/proof';
import { AuditTabs } from '@/ui/AuditTabs';
import './audit.css';

/** For the auditor who goes home with it: the ledger as a file that anybody can check without this platform. */
export default function AuditExportsPage() {
  const { t } = useTranslation();
  return (
    <Permitted title={t('nav.audit')} permission="audit:read">
      <Exports />
    </Permitted>
  );
}

function Exports() {
  const { t } = useTranslation();
  const { data, error, refetch } = useAuditExports();
  const [asking, setAsking] = useState(false);
  const ask = (
    <Button type="primary" icon={<Archive aria-hidden size="1em" />} onClick={() => setAsking(true)}>
      {t('audit.exports.start')}
    </Button>
  );
  return (
    <Page title={t('nav.audit')} state={t('audit.exports.text')} actions={data && data.items.length > 0 && ask} filters={<AuditTabs />}>
      <div className="card">
        {error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : !data ? (
          <Skeleton rows={4} height="4rem" />
        ) : data.items.length === 0 ? (
          <EmptyState icon={FileCheck} title={t('audit.exports.none')} actions={ask}>
            <p>{t('audit.exports.noneText')}</p>
          </EmptyState>
        ) : (
          <ul className="audit-exports">
            {data.items.map((one) => (
              <Row key={one.id} one={one} onReady={() => void refetch()} />
            ))}
          </ul>
        )}
      </div>
      {asking && <AskDrawer onClose={() => setAsking(false)} />}
    </Page>
  );
}

function Row({ one, onReady }: { one: AuditExport; onReady: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const mayFollow = usePermission('job:read');
  const { job } = useJob(!one.ready && mayFollow ? one.job_id : null);
  const taking = useChange();
  const done = job !== undefined && !isUnderWay(job);
  const failed = done && job.state !== 'succeeded';
  useEffect(() => {
    if (one.ready || failed) return undefined;
    if (done) onReady();
    // Those who may not follow the job look at the list.
    const timer = mayFollow ? undefined : setInterval(onReady, 3000);
    return () => clearInterval(timer);
    // onReady is another function each time and does the same.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [one.ready, done, failed, mayFollow]);
  return (
    <li>
      <div className="audit-export-head">
        <StatusPill status={one.ready ? 'ok' : failed ? 'act' : 'info'}>
          {one.ready ? t('export.state.succeeded') : failed ? t('export.state.failed') : job ? format.percent(job.progress ?? 0) : t('export.state.queued')}
        </StatusPill>
        <div>
          <p>
            <strong>
              {one.ready
                ? t('audit.exports.entries', { count: one.entries ?? 0, formatted: format.number(one.entries ?? 0) })
                : t(failed ? 'export.state.failed' : 'audit.exports.making')}
            </strong>
            {one.ready && <> · {format.bytes(one.size_bytes ?? 0)}</>} · {t(one.disclosed ? 'audit.exports.disclosed' : 'audit.exports.sealed')}
          </p>
          <p className="muted">
            {one.requested_by}, <Time at={one.created_at} />
            {one.ready && one.expires_at && <> · {t('export.until', { when: format.date(one.expires_at) })}</>}
          </p>
          {failed && <p className="field-error">{job.error}</p>}
        </div>
        {one.ready && (
          <Button icon={<Download aria-hidden size="1em" />} loading={taking.busy} onClick={() => void taking.run(() => takeExport(one))}>
            {t('export.take')}
          </Button>
        )}
      </div>
      <ChangeProblem problem={taking.problem} />
      {one.ready && one.checkpoint && <Command one={one} checkpoint={one.checkpoint} />}
    </li>
  );
}

/** What to type to check the file on any machine. */
function Command({ one, checkpoint }: { one: AuditExport; checkpoint: string }) {
  const { t } = useTranslation();
  const { data } = useLedger();
  const signers = new Set(noteOf(checkpoint).signatures.map(({ id }) => id));
  const keys = data?.log_keys.filter((key) => signers.has(keyOf(key).id)) ?? [];
  const command = ['./foodflow audit verify', fileOf(one), ...keys.map((key) => `--log-key '${key}'`)].join(' ');
  return (
    <div className="audit-command">
      <p className="muted">{t('audit.exports.verify')}</p>
      <div className="link-box">
        <code className="code">{command}</code>
        <CopyButton text={command} label={t('audit.exports.copy')} />
      </div>
    </div>
  );
}

function AskDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const ask = useRequestExport();
  const change = useChange();
  const [disclose, setDisclose] = useState(false);
  const [reason, setReason] = useState('');
  const submit = async (): Promise<void> => {
    if (await change.run(() => ask(disclose, reason.trim()))) onClose();
  };
  return (
    <FormDrawer title={t('audit.exports.start')} verb={t('audit.exports.make')} change={change} onSubmit={() => void submit()} onClose={onClose}>
      <p>{t('audit.exports.whole')}</p>
      <label className="check">
        <input type="checkbox" checked={disclose} onChange={(event) => setDisclose(event.target.checked)} />
        <span className="check-title">{t('audit.exports.disclose')}</span>
        <span className="check-text">{t('audit.exports.discloseText')}</span>
      </label>
      <TextField label={t('audit.reason')} hint={t('audit.exports.reasonHint')} value={reason} onChange={setReason} error={change.fault('reason')} />
    </FormDrawer>
  );
}
