import { Progress } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useCapture } from '@/api/captures';
import { useKeysetList } from '@/api/refine';
import type { Capture, CapturedEvent } from '@/api/types';
import { useFormat } from '@/i18n/format';
import { CaptureBar, CaptureOutcome } from '@/ui/CaptureOutcome';
import { DataTable, type Column } from '@/ui/DataTable';
import { ErrorState, NoPermission, Skeleton } from '@/ui/Feedback';
import { Page } from '@/ui/Page';
import { usePermission } from '@/ui/permissions';
import { StatusPill } from '@/ui/StateBadge';
import type { Status } from '@/ui/status';
import '@/ui/chips.css';
import './captures.css';

const statusOf: Readonly<Record<CapturedEvent['outcome'], Status>> = { accepted: 'ok', duplicate: 'none', rejected: 'act', warning: 'watch' };

/** One delivery, event by event: what was taken, what was refused, and by which rule. */
export default function CapturePage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const may = usePermission('event:read');
  const { data, error, refetch } = useCapture(id);
  const title = t('capture.title');
  if (!may) {
    return (
      <Page title={title}>
        <NoPermission permission="event:read" />
      </Page>
    );
  }
  if (error) {
    return (
      <Page title={title}>
        <ErrorState error={error} onRetry={() => void refetch()} />
      </Page>
    );
  }
  if (!data) {
    return (
      <Page title={title}>
        <Skeleton rows={8} />
      </Page>
    );
  }
  return <Shown capture={data} />;
}

function Shown({ capture }: { capture: Capture }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { counts } = capture;
  return (
    <Page
      fill
      title={t('capture.title')}
      state={
        <>
          <CaptureOutcome capture={capture} />
          <span>{format.dateTime(capture.created_at)}</span>
          <span className="code">{capture.capture_id}</span>
        </>
      }
      actions={<Link to="/captures">{t('capture.all')}</Link>}
    >
      {capture.running && <Progress percent={Math.round((capture.progress ?? 0) * 100)} aria-label={t('capture.running')} />}
      {counts && (
        <div className="capture-figures card">
          {(['total', 'accepted', 'warning', 'duplicate', 'rejected'] as const).map((name) => (
            <div key={name} className={counts[name] > 0 ? `figure figure-${name}` : 'figure'}>
              <span className="figure-number number">{format.number(counts[name])}</span>
              <span className="muted">{t(`capture.${name}`)}</span>
            </div>
          ))}
          <CaptureBar capture={capture} />
        </div>
      )}
      {!capture.running && !capture.success && (
        <div className="capture-errors" role="alert">
          {capture.errors?.map((error, i) => <p key={i}>{error.detail ?? error.title}</p>)}
          {capture.capture_error_behaviour === 'rollback' && <p>{t('capture.nothingKept')}</p>}
        </div>
      )}
      <Events capture={capture} />
    </Page>
  );
}

function Events({ capture }: { capture: Capture }) {
  const { t } = useTranslation();
  const [only, setOnly] = useState(() => (capture.counts?.rejected ?? 0) > 0);
  const list = useKeysetList<CapturedEvent>('capture-events', {
    path: `/capture/${encodeURIComponent(capture.capture_id)}/events`,
    pageSize: 200,
    refetch: capture.running ? 1500 : false,
  });
  const rows = only ? list.rows.filter((event) => event.outcome === 'rejected' || event.outcome === 'warning') : list.rows;
  const columns: readonly Column<CapturedEvent>[] = [
    { key: 'index', title: t('capture.number'), width: 4.5, right: true, cell: (event) => event.index + 1 },
    { key: 'outcome', title: t('capture.outcome'), width: 9, cell: (event) => <StatusPill status={statusOf[event.outcome]}>{t(`capture.${event.outcome}`)}</StatusPill> },
    {
      key: 'why',
      title: t('capture.why'),
      cell: (event) => {
        const text = (event.errors ?? []).map((error) => error.message).filter(Boolean).join('; ');
        return (
          <span title={text}>
            {event.errors?.[0]?.field && <code className="code event-field">{event.errors[0].field}</code>} {text}
          </span>
        );
      },
    },
    { key: 'id', title: t('capture.eventId'), width: 20, cell: (event) => event.event_id && <span className="code" title={event.event_id}>{event.event_id}</span> },
  ];
  return (
    <div className="card captures-list">
      <div className="capture-tabs">
        <button type="button" className="chip chip-toggle" aria-pressed={only} onClick={() => setOnly(!only)}>
          {t(only ? 'capture.showAll' : 'capture.showRejected')}
        </button>
      </div>
      {list.error ? (
        <ErrorState error={list.error} onRetry={list.retry} />
      ) : list.loading ? (
        <Skeleton rows={8} />
      ) : (
        <DataTable
          label={t('capture.events')}
          columns={columns}
          rows={rows}
          rowKey={(event) => String(event.index)}
          rowClass={(event) => (event.outcome === 'rejected' ? 'row-act' : event.outcome === 'warning' ? 'row-watch' : '')}
          total={list.complete ? rows.length : -1}
          onEnd={list.more}
          foot={rows.length === 0 ? <p className="table-foot">{t('capture.noneRejected')}</p> : undefined}
        />
      )}
    </div>
  );
}
