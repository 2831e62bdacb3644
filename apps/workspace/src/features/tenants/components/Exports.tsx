import { Button } from 'antd';
import { Archive, Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { ChangeProblem } from '@/ui/Dialogs';
import { StatusPill } from '@/ui/StateBadge';
import type { Status } from '@/ui/status';
import { Time } from '@/ui/Time';
import { useChange } from '@/ui/useChange';
import { downloadExport, useExports, useTenantChanges, type Export } from '../api/tenants';
import { amount } from '../api/words';
import { Loaded, Section } from './Section';

const meaning: Readonly<Record<Export['state'], Status>> = { queued: 'info', running: 'info', succeeded: 'ok', failed: 'act', expired: 'none' };

/** All that a company has on the platform as one archive: made, watched, taken home. */
export function Exports({ id, slug }: { id: string; slug: string }) {
  const { t } = useTranslation();
  const list = useExports(id);
  const { startExport } = useTenantChanges();
  const change = useChange();
  const busy = list.data?.items.some(({ state }) => state === 'queued' || state === 'running') ?? false;
  return (
    <Section
      title={t('export.title')}
      text={t('export.text')}
      actions={
        <Button icon={<Archive aria-hidden size="1em" />} loading={change.busy} disabled={busy} onClick={() => void change.run(() => startExport(id))}>
          {t('export.start')}
        </Button>
      }
    >
      <ChangeProblem problem={change.problem} />
      <Loaded query={list} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">{t('export.none')}</p>
          ) : (
            <ul className="exports">
              {items.map((one) => (
                <ExportRow key={one.id} id={id} one={one} name={`foodflow-${slug}-${one.requested_at.slice(0, 10)}.zip`} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  );
}

function ExportRow({ id, one, name }: { id: string; one: Export; name: string }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const taking = useChange();
  const { state, progress, size_bytes, sha256, expires_at } = one;
  return (
    <li>
      <StatusPill status={meaning[state]}>{state === 'running' && typeof progress === 'number' ? format.percent(progress) : t(`export.state.${state}`)}</StatusPill>
      <div>
        <p>
          <Time at={one.requested_at} /> · {one.requested_by}
        </p>
        <p className="muted">
          {state === 'failed' ? one.error : state === 'running' || state === 'queued' ? one.message : null}
          {typeof size_bytes === 'number' && amount('storage_bytes', size_bytes, i18n.language)}
          {state === 'succeeded' && expires_at && <> · {t('export.until', { when: format.date(expires_at) })}</>}
        </p>
        {sha256 && <code className="code muted exports-hash">SHA-256 {sha256}</code>}
        <ChangeProblem problem={taking.problem} />
      </div>
      {state === 'succeeded' && (
        <Button icon={<Download aria-hidden size="1em" />} loading={taking.busy} onClick={() => void taking.run(() => downloadExport(id, one, name))}>
          {t('export.take')}
        </Button>
      )}
    </li>
  );
}
