import { Progress } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useCapture, useRawEvent } from '@/api/captures';
import { useKeysetList } from '@/api/refine';
import { progressOf, type Capture, type CapturedEvent } from '@/api/types';
import { useFormat } from '@/i18n/format';
import { CaptureBar, CaptureOutcome } from '@/ui/CaptureOutcome';
import { DataTable, type Column } from '@/ui/DataTable';
import { ErrorState, NoPermission, Skeleton } from '@/ui/Feedback';
import { Page } from '@/ui/Page';
import { usePermission } from '@/ui/permissions';
import { SidePanel } from '@/ui/SidePanel';
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
          {capture.file_name && <span>{capture.file_name}</span>}
          {capture.document_bytes ? <span className="number">{format.bytes(capture.document_bytes)}</span> : null}
          <span className="code">{capture.capture_id}</span>
        </>
      }
      actions={<Link to="/captures">{t('capture.all')}</Link>}
    >
      {capture.running && <Progress percent={Math.round((progressOf(capture) ?? 0) * 100)} aria-label={t('capture.running')} />}
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
    filters: { outcome: only ? 'rejected' : null },
    pageSize: 200,
    refetch: capture.running ? 1500 : false,
  });
  const { rows } = list;
  const [selected, setSelected] = useState<CapturedEvent | null>(null);
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
    { key: 'id', title: t('capture.eventId'), width: 20, cell: (event) => <EventId event={event} /> },
  ];
  return (
    <div className="captures-events">
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
          selected={selected === null ? null : String(selected.index)}
          onSelect={setSelected}
          onEnd={list.more}
          foot={rows.length === 0 ? <p className="table-foot">{t('capture.noneRejected')}</p> : undefined}
        />
      )}
    </div>
    {selected && <EventPanel key={selected.index} event={selected} onClose={() => setSelected(null)} />}
    </div>
  );
}

function EventId({ event }: { event: CapturedEvent }) {
  const id = event.sender_event_id ?? event.event_id;
  return id ? (
    <span className="code" title={id}>
      {id}
    </span>
  ) : null;
}

/** Why an event was refused, and the event as it came. */
function EventPanel({ event, onClose }: { event: CapturedEvent; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <SidePanel
      title={t('capture.eventNumber', { number: event.index + 1 })}
      subtitle={<StatusPill status={statusOf[event.outcome]}>{t(`capture.${event.outcome}`)}</StatusPill>}
      onClose={onClose}
    >
      {event.errors?.map((error, i) => (
        <p key={i} className="event-reason">
          {error.field && <code className="code event-field">{error.field}</code>} {error.message}
          {error.rule && <span className="muted code"> {error.rule}</span>}
        </p>
      ))}
      <EventId event={event} />
      {event.event_id ? <RawEvent id={event.event_id} /> : <p className="muted">{t('capture.notKept')}</p>}
    </SidePanel>
  );
}

function RawEvent({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useRawEvent(id);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton rows={6} height="1.5rem" />;
  return (
    <section className="panel-section">
      <h3>{t('capture.asReceived')}</h3>
      <pre className="code event-raw">{readable(data)}</pre>
    </section>
  );
}

function readable(raw: string): string {
  try {
    return JSON.stringify(JSON.parse(raw), null, 2);
  } catch {
    return raw;
  }
}
