import { Segmented } from 'antd';
import { Workflow } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { useAddress } from '@/ui/address';
import { EmptyState, ErrorState, Skeleton } from '@/ui/Feedback';
import { Page } from '@/ui/Page';
import { Permitted } from '@/ui/Permitted';
import { Search } from '@/ui/Search';
import { StatusPill } from '@/ui/StateBadge';
import { statusOfRun, useDataSets, useJobs, useLineage, type Direction } from '../api/lineage';
import { Details } from '../components/Details';
import { LineageGraph } from '../components/LineageGraph';
import './lineage.css';

/** For the auditor and whoever answers for data: which jobs read and wrote what, and where a column comes from. */
export default function LineagePage() {
  const { t } = useTranslation();
  return (
    <Permitted title={t('nav.lineage')} permission="lineage:read">
      <Browser />
    </Permitted>
  );
}

const directions = ['both', 'upstream', 'downstream'] as const;

function Browser() {
  const { t } = useTranslation();
  const format = useFormat();
  const [search, put] = useAddress();
  const node = search.get('node');
  const direction: Direction = directions.find((one) => one === search.get('direction')) ?? 'both';
  const selected = search.get('selected') ?? node;
  const text = search.get('q');
  const graph = useLineage(node, direction);
  const chosen = graph.data?.nodes.find(({ id }) => id === selected);
  return (
    <Page
      fill
      title={t('nav.lineage')}
      state={
        node && graph.data && (
          <>
            <span>{t('lineage.count', { count: graph.data.nodes.length, formatted: format.number(graph.data.nodes.length) })}</span>
            {graph.data.truncated && <span>{t('lineage.truncated')}</span>}
          </>
        )
      }
      filters={
        <>
          <Search value={text ?? ''} label={t('lineage.search')} hint={t('lineage.search')} onChange={(q) => put({ q: q || null, node: null, selected: null })} />
          {node && (
            <Segmented<Direction>
              aria-label={t('lineage.direction')}
              value={direction}
              options={directions.map((value) => ({ value, label: t(`lineage.${value}`) }))}
              onChange={(value) => put({ direction: value === 'both' ? null : value })}
            />
          )}
        </>
      }
      aside={
        chosen && (
          <Details
            key={chosen.id}
            id={chosen.id}
            kind={chosen.kind}
            onSelect={(id) => put(graph.data?.nodes.some((one) => one.id === id) ? { selected: id } : { node: id, selected: null })}
            onClose={() => put({ selected: 'none' })}
            onAround={(id) => put({ node: id, selected: null })}
          />
        )
      }
    >
      {node === null && <Lists text={text} onChoose={(id) => put({ node: id, selected: null })} />}
      {node !== null && graph.error && <ErrorState error={graph.error} onRetry={() => void graph.refetch()} />}
      {node !== null && graph.isPending && <Skeleton />}
      {graph.data && node !== null && (
        <div className="card lineage-card">
          <LineageGraph picture={graph.data} selected={chosen?.id ?? null} onSelect={(id) => put({ selected: id })} />
        </div>
      )}
    </Page>
  );
}

function Lists({ text, onChoose }: { text: string | null; onChoose: (id: string) => void }) {
  const { t } = useTranslation();
  const jobs = useJobs(text);
  const sets = useDataSets(text);
  const error = jobs.error ?? sets.error;
  if (error) return <ErrorState error={error} onRetry={() => void Promise.all([jobs.refetch(), sets.refetch()])} />;
  if (!jobs.data || !sets.data) return <Skeleton />;
  if (jobs.data.items.length + sets.data.items.length === 0) {
    return (
      <EmptyState icon={Workflow} title={t(text ? 'lineage.noneFound' : 'lineage.none')}>
        <p>{t('lineage.noneText')}</p>
      </EmptyState>
    );
  }
  return (
    <div className="lineage-lists">
      <section className="card">
        <h2>{t('lineage.jobs')}</h2>
        <ul>
          {jobs.data.items.map((job) => (
            <li key={job.id}>
              <button type="button" onClick={() => onChoose(job.id)}>
                <b>{job.name}</b>
                <span className="muted">{job.namespace}</span>
                {job.latest_run && <StatusPill status={statusOfRun(job.latest_run.state)}>{t(`lineage.state.${job.latest_run.state}`)}</StatusPill>}
              </button>
            </li>
          ))}
        </ul>
      </section>
      <section className="card">
        <h2>{t('lineage.dataSets')}</h2>
        <ul>
          {sets.data.items.map((set) => (
            <li key={set.id}>
              <button type="button" onClick={() => onChoose(set.id)}>
                <b>{set.name}</b>
                <span className="muted">{set.namespace}</span>
              </button>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
