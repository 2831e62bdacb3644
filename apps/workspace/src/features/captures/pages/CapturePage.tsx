import { App, Button } from 'antd';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { allEvents, useCapture, useCaptureJob } from '@/api/captures';
import { asProblem } from '@/api/problem';
import { useKeysetList } from '@/api/refine';
import { eventOutcomes, isCancelled, type Capture, type CapturedEvent, type EventOutcome } from '@/api/types';
import { useFormat } from '@/i18n/format';
import { CaptureOutcome } from '@/ui/CaptureOutcome';
import { download } from '@/ui/csv';
import { DataTable, type Column } from '@/ui/DataTable';
import { ErrorState, NoPermission, Skeleton } from '@/ui/Feedback';
import { Page } from '@/ui/Page';
import { usePermission } from '@/ui/permissions';
import { StatusPill } from '@/ui/StateBadge';
import { Time } from '@/ui/Time';
import { eventsCsv } from '../api/export';
import { EventPanel } from '../components/EventPanel';
import { Figures } from '../components/Figures';
import { statusOfOutcome } from '../components/outcomes';
import { CancelButton, Running } from '../components/Running';
import './captures.css';

/** The data steward's page of one delivery, event by event: what was taken, what was refused, and by which rule. */
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
  if (error && !data) {
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

/** The outcome looked at lives in the address; refused events come first where there are any. */
function useOutcome(capture: Capture): readonly [EventOutcome | null, (outcome: EventOutcome | null) => void] {
  const [search, setSearch] = useSearchParams();
  const [first] = useState<EventOutcome | null>(() => ((capture.counts?.rejected ?? 0) > 0 ? 'rejected' : null));
  const asked = search.get('outcome');
  const chosen = asked === null ? first : (eventOutcomes.find((one) => one === asked) ?? null);
  return [chosen, (outcome) => setSearch({ outcome: outcome ?? 'all' }, { replace: true })];
}

function Shown({ capture }: { capture: Capture }) {
  const { t } = useTranslation();
  const format = useFormat();
  const followed = useCaptureJob(capture, usePermission('job:read'));
  const [outcome, choose] = useOutcome(capture);
  return (
    <Page
      fill
      title={capture.file_name ?? t('capture.title')}
      state={
        <>
          <CaptureOutcome capture={capture} />
          <span>{format.dateTime(capture.created_at)}</span>
          {capture.captured_by && <span>{capture.captured_by}</span>}
          {capture.document_bytes ? <span className="number">{format.bytes(capture.document_bytes)}</span> : null}
          <span className="code capture-id">{capture.capture_id}</span>
        </>
      }
      actions={
        <>
          <Link className="page-link" to="/captures">{t('capture.all')}</Link>
          <ExportButton capture={capture} outcome={outcome} />
          <CancelButton capture={capture} />
        </>
      }
    >
      {capture.running && <Running capture={capture} followed={followed} />}
      <Figures capture={capture} chosen={outcome} onChoose={choose} />
      <Refused capture={capture} />
      <Events key={outcome} capture={capture} outcome={outcome} />
    </Page>
  );
}

/** Why a document was not taken in to its end, and what was kept of it. */
function Refused({ capture }: { capture: Capture }) {
  const { t } = useTranslation();
  const format = useFormat();
  const rolledBack = capture.capture_error_behaviour === 'rollback';
  if (capture.running || capture.success || (!rolledBack && !capture.errors?.length)) return null;
  if (isCancelled(capture)) {
    const count = capture.counts?.accepted ?? 0;
    return (
      <div className="capture-errors capture-ended" role="alert">
        <p>{rolledBack ? t('capture.nothingTaken') : t('capture.someTaken', { count, formatted: format.number(count) })}</p>
      </div>
    );
  }
  return (
    <div className="capture-errors" role="alert">
      {capture.errors?.map((error, i) => <p key={i}>{error.detail ?? error.title}</p>)}
      {rolledBack && <p>{t('capture.nothingKept')}</p>}
    </div>
  );
}

function ExportButton({ capture, outcome }: { capture: Capture; outcome: EventOutcome | null }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const save = async (): Promise<void> => {
    setBusy(true);
    try {
      const name = (capture.file_name ?? capture.capture_id).replace(/[^\w.-]+/g, '_');
      download(`${name}-${outcome ?? 'all'}.csv`, eventsCsv(await allEvents(capture.capture_id, outcome)));
    } catch (error) {
      const problem = asProblem(error);
      void message.error(problem.status === 0 ? t('error.offlineText') : (problem.detail ?? problem.title));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button loading={busy} icon={<Download aria-hidden size="1em" />} onClick={() => void save()}>
      {t('trace.export')}
    </Button>
  );
}

function Events({ capture, outcome }: { capture: Capture; outcome: EventOutcome | null }) {
  const { t } = useTranslation();
  const list = useKeysetList<CapturedEvent>('capture-events', {
    path: `/capture/${encodeURIComponent(capture.capture_id)}/events`,
    filters: { outcome },
    pageSize: 200,
    refetch: capture.running ? 2000 : false,
  });
  const { rows } = list;
  const [selected, setSelected] = useState<CapturedEvent | null>(null);
  // Refused events often have no identifier; the panel beside says it anyway.
  const withId = selected === null && rows.some((event) => event.sender_event_id ?? event.event_id);
  const columns: readonly Column<CapturedEvent>[] = [
    { key: 'index', title: t('capture.number'), width: 4.5, right: true, cell: (event) => event.index + 1 },
    { key: 'outcome', title: t('capture.outcome'), width: 8.5, cell: (event) => <StatusPill status={statusOfOutcome[event.outcome]}>{t(`capture.${event.outcome}`)}</StatusPill> },
    ...(rows.some((event) => event.type)
      ? [
          { key: 'what', title: t('capture.what'), width: 12, cell: (event: CapturedEvent) => <What event={event} /> },
          { key: 'happened', title: t('capture.happened'), width: 11, cell: (event: CapturedEvent) => event.event_time && <Time at={event.event_time} /> },
        ]
      : []),
    { key: 'why', title: t('capture.why'), cell: (event) => <Reason event={event} /> },
    ...(withId ? [{ key: 'id', title: t('capture.eventId'), width: 20, cell: eventId }] : []),
  ];
  return (
    <div className="captures-events">
      <div className="card captures-list">
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
            foot={rows.length === 0 ? <p className="table-foot">{t(capture.running ? 'capture.noneYet' : 'capture.none')}</p> : undefined}
          />
        )}
      </div>
      {selected && <EventPanel key={selected.index} event={selected} onClose={() => setSelected(null)} />}
    </div>
  );
}

/** The business step in words, or else the kind of event. */
function What({ event }: { event: CapturedEvent }) {
  const step = event.biz_step?.replace(/^.*(?::bizstep:|\/BizStep-)/i, '').replaceAll('_', ' ');
  const kind = event.type?.replace(/Event$/, '');
  return <span title={event.type ?? undefined}>{step ?? kind}</span>;
}

function Reason({ event }: { event: CapturedEvent }) {
  const text = (event.errors ?? []).map((error) => error.message).filter(Boolean).join('; ');
  return (
    <span title={text || undefined}>
      {event.errors?.[0]?.field && <code className="code event-field">{event.errors[0].field}</code>} {text}
    </span>
  );
}

function eventId(event: CapturedEvent): React.ReactNode {
  const id = event.sender_event_id ?? event.event_id;
  return id ? (
    <span className="code muted" title={id}>
      {id}
    </span>
  ) : null;
}
