import { Button, Dropdown } from 'antd';
import { Download } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat, type Format } from '@/i18n/format';
import { outsideKind } from '@/graph/model';
import { NoPermission } from '@/ui/Feedback';
import { download } from '@/ui/csv';
import type { Sort } from '@/ui/DataTable';
import { Page } from '@/ui/Page';
import { SignatureList } from '@/ui/SignatureList';
import { SignButton } from '@/ui/SignButton';
import { usePermission } from '@/ui/permissions';
import { StatusPill } from '@/ui/StateBadge';
import { statusOf } from '@/ui/status';
import { remember } from '../api/recent';
import { edgesCsv, filtered, nodesCsv, rowsOf, sorted, type NodeRow, type SortKey } from '../api/rows';
import { useTrace, type Trace } from '../api/trace';
import { reportOf, startOf, useTraceView, type ViewControl } from '../api/view';
import { subtitleOf, titleOf } from '../components/CardView';
import { GraphCanvas, type GraphHandle } from '../components/GraphCanvas';
import { GraphSkeleton } from '../components/GraphSkeleton';
import { histogramOf } from '../components/histogram';
import { Legend } from '../components/Legend';
import { NodeDetails } from '../components/NodeDetails';
import { NodeTable } from '../components/NodeTable';
import { allGrouped, allOpened, closed, groupsOf, mostOpen, opened, openedTo, pictureOf } from '../components/picture';
import { TimeSlider } from '../components/TimeSlider';
import { TraceProblem } from '../components/TraceProblem';
import { TraceStart } from '../components/TraceStart';
import { TraceToolbar } from '../components/TraceToolbar';
import { usePlay } from '../components/usePlay';
import { NodeSearch } from '@/ui/NodeSearch';
import './trace.css';

/** The quality manager's page: where a lot came from, where it went, and what is wrong on the way. */
export default function TracePage() {
  const { t } = useTranslation();
  const may = usePermission('trace:read');
  const control = useTraceView();
  const { view } = control;
  const { data, error, isPending, refetch } = useTrace(view);
  const asked = view.lot ?? view.epc ?? view.node;

  if (!may) {
    return (
      <Page title={t('nav.trace')}>
        <NoPermission permission="trace:read" />
      </Page>
    );
  }
  if (!asked) {
    return (
      <Page title={t('nav.trace')}>
        <TraceStart control={control} />
      </Page>
    );
  }
  if (error) {
    return (
      <Page title={view.lot ?? t('nav.trace')}>
        <TraceProblem problem={error} asked={asked} control={control} onRetry={() => void refetch()} />
      </Page>
    );
  }
  if (isPending) {
    return (
      <Page title={view.lot ?? t('nav.trace')} state={t('trace.following')} fill filters={<TraceToolbar control={control} kindsPresent={[]} />}>
        <GraphSkeleton />
      </Page>
    );
  }
  return <TraceView key={data.start.id} trace={data} control={control} />;
}

function TraceView({ trace, control }: { trace: Trace; control: ViewControl }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { view, change, begin } = control;
  const { graph, start } = trace;
  const handle = useRef<GraphHandle>(null);
  const [groups, setGroups] = useState(() => groupsOf(graph));
  const [sort, setSort] = useState<Sort>({ key: 'depth', down: false });
  const [pointed, setPointed] = useState<string | null>(null);
  const current = groups.graph === graph ? groups : groupsOf(graph);
  if (current !== groups) setGroups(current);
  const picture = useMemo(() => pictureOf(current), [current]);
  const histogram = useMemo(() => histogramOf(graph.time), [graph]);
  const play = usePlay(histogram, view, change);
  const { span } = play;
  const rows = useMemo(() => rowsOf(graph, titleOf), [graph]);
  const shown = useMemo(
    () => sorted(filtered(rows, view.kinds, span), sort.key as SortKey, sort.down),
    [rows, view.kinds, span, sort],
  );
  const kindsPresent = useMemo(() => [...new Set(graph.nodes.map((node) => node.kind))].filter((kind) => kind !== outsideKind), [graph]);
  const title = titleOf(start);
  const subtitle = subtitleOf(start);
  const report = { type: 'trace_report', id: reportOf(start.id, view) } as const;

  useEffect(() => {
    remember({ id: start.id, kind: start.kind, words: title, hint: subtitle });
  }, [start, title, subtitle]);

  const find = (id: string): void => {
    const node = graph.indexOf(id);
    if (node === undefined) return;
    setGroups((now) => openedTo(now, node));
    requestAnimationFrame(() => requestAnimationFrame(() => handle.current?.focusCard(id)));
  };
  const select = (id: string | null): void => {
    const node = id === null ? undefined : graph.indexOf(id);
    if (node !== undefined) setGroups((now) => openedTo(now, node));
    change({ selected: id });
  };
  const onSort = (key: string): void => setSort((now) => ({ key, down: now.key === key ? !now.down : key === 'state' || key === 'kg' }));

  const graphPane = (
    <div className="trace-graph card">
      <GraphCanvas
        ref={handle}
        picture={picture}
        selected={view.selected}
        pointed={pointed}
        window={span}
        kinds={view.kinds}
        onSelect={select}
        onOpen={(id) => setGroups((now) => opened(now, id))}
        onClose={(id) => setGroups((now) => closed(now, id))}
        onPlay={play.toggle}
        onGroupAll={() => setGroups(allGrouped)}
        onOpenAll={graph.size <= mostOpen ? () => setGroups(allOpened) : undefined}
      />
      {histogram && <TimeSlider histogram={histogram} window={span} playing={play.playing} onPlay={play.toggle} onChange={play.set} />}
    </div>
  );
  const chosen = view.selected === null ? undefined : graph.indexOf(view.selected);
  const details = view.selected && (chosen === undefined || graph.nodes[chosen]!.kind !== outsideKind) && (
    <NodeDetails
      key={view.selected}
      graph={graph}
      id={view.selected}
      onClose={() => {
        const id = view.selected;
        change({ selected: null });
        if (id) requestAnimationFrame(() => handle.current?.focusCard(id));
      }}
      onSelect={select}
      onTrace={(id) => begin({ node: id })}
      onFind={(id) => {
        if (view.show === 'table') change({ show: 'split' });
        find(id);
      }}
    />
  );
  return (
    <Page
      fill
      title={subtitle ? `${title} · ${subtitle}` : title}
      state={<StateLine trace={trace} shown={shown} format={format} />}
      actions={
        <>
          <NodeSearch
            label={t('trace.search')}
            placeholder={t('trace.searchShort')}
            onNode={(node) => begin({ node: node.id })}
            onText={(text) => begin(startOf(text))}
          />
          <ExportButton trace={trace} rows={shown} />
          {trace.outside === 0 && !trace.truncated && <SignButton record={report} />}
        </>
      }
      filters={<TraceToolbar control={control} kindsPresent={kindsPresent} />}
    >
      <div className={`trace show-${view.show}`}>
        {view.show !== 'table' && graphPane}
        {(view.show !== 'graph' || details) && (
          <div className="trace-side">
            {view.show !== 'graph' && (
              <div className="trace-table card">
                <NodeTable
                  rows={shown}
                  selected={view.selected}
                  wide={view.show === 'table'}
                  sort={sort}
                  onSort={onSort}
                  onSelect={select}
                  onPoint={setPointed}
                />
              </div>
            )}
            {details}
          </div>
        )}
      </div>
      <Legend outside={trace.outside > 0} />
      <SignatureList record={report} />
    </Page>
  );
}

/** How things stand, worst first. */
function StateLine({ trace, shown, format }: { trace: Trace; shown: readonly NodeRow[]; format: Format }) {
  const { t } = useTranslation();
  const { graph } = trace;
  const counts = useMemo(() => {
    const found = { act: 0, watch: 0, places: 0, seen: 0 };
    for (const node of graph.nodes) {
      const status = statusOf(node.state);
      if (node.kind !== outsideKind) found.seen++;
      if (status === 'act' || status === 'watch') found[status]++;
      if (node.kind === 'location' || node.kind === 'party') found.places++;
    }
    return found;
  }, [graph]);
  return (
    <>
      {counts.act > 0 && <StatusPill status="act">{t('graph.act', { count: counts.act })}</StatusPill>}
      {counts.watch > 0 && <StatusPill status="watch">{t('graph.watch', { count: counts.watch })}</StatusPill>}
      <span>{t('trace.reach', { count: trace.total, nodes: format.number(trace.total), steps: trace.steps })}</span>
      {counts.places > 0 && <span>{t('trace.places', { count: counts.places, formatted: format.number(counts.places) })}</span>}
      {trace.outside > 0 && <span className="outside">{t('trace.outside', { count: trace.outside, formatted: format.number(trace.outside) })}</span>}
      {trace.truncated && <span className="truncated">{t('trace.truncated', { shown: format.number(graph.size), total: format.number(trace.total) })}</span>}
      {shown.length < counts.seen && <span>{t('trace.filtered', { shown: format.number(shown.length) })}</span>}
      <span className="number" title={t('trace.elapsedTitle')}>
        {format.number(trace.elapsedMs, 1)} ms
      </span>
    </>
  );
}

function ExportButton({ trace, rows }: { trace: Trace; rows: readonly NodeRow[] }) {
  const { t } = useTranslation();
  const name = titleOf(trace.start).replace(/[^\w.-]+/g, '_');
  const save = (what: string): void =>
    what === 'edges'
      ? download(`trace-${name}-relationships.csv`, edgesCsv(trace.graph, rows, titleOf))
      : download(`trace-${name}.csv`, nodesCsv(trace.graph, rows));
  return (
    <Dropdown
      autoFocus
      trigger={['click']}
      menu={{
        items: [
          { key: 'nodes', label: t('trace.exportNodes', { count: rows.length }) },
          { key: 'edges', label: t('trace.exportEdges') },
        ],
        onClick: ({ key }) => save(key),
      }}
    >
      <Button icon={<Download aria-hidden size="1em" />}>{t('trace.export')}</Button>
    </Dropdown>
  );
}
