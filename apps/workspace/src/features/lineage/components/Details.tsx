import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { ErrorState, Skeleton } from '@/ui/Feedback';
import { SidePanel } from '@/ui/SidePanel';
import { StatusPill } from '@/ui/StateBadge';
import { Time } from '@/ui/Time';
import { statusOfRun, useColumns, useDataSet, useJob, useRuns, type ColumnLink, type Use } from '../api/lineage';

interface DetailsProps {
  readonly id: string;
  readonly kind: 'job' | 'dataset';
  readonly onSelect: (id: string) => void;
  readonly onClose: () => void;
  readonly onAround: (id: string) => void;
}

/** What is known of the job or data set that was chosen. */
export function Details(props: DetailsProps) {
  return props.kind === 'job' ? <JobDetails {...props} /> : <DataSetDetails {...props} />;
}

function JobDetails({ id, onSelect, onClose, onAround }: DetailsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data, error } = useJob(id);
  const runs = useRuns(id);
  return (
    <SidePanel title={data?.job.name ?? '…'} subtitle={<span className="muted">{data?.job.namespace}</span>} onClose={onClose} foot={<Around onClick={() => onAround(id)} />}>
      {error && <ErrorState error={error} />}
      {!data && !error && <Skeleton rows={4} />}
      {data?.job.documentation && <p>{data.job.documentation}</p>}
      {data && (
        <>
          <Uses title={t('lineage.reads')} uses={data.inputs} onSelect={onSelect} />
          <Uses title={t('lineage.writes')} uses={data.outputs} onSelect={onSelect} />
        </>
      )}
      <h3>{t('lineage.runs')}</h3>
      <ul className="lineage-runs">
        {runs.data?.items.map((run) => (
          <li key={run.id}>
            <StatusPill status={statusOfRun(run.state)}>{t(`lineage.state.${run.state}`)}</StatusPill>
            <Time at={run.started_at ?? run.last_event_at} />
            {typeof run.duration_millis === 'number' && <span className="number">{format.number(run.duration_millis / 1000, 1)} s</span>}
            {run.error && <p className="lineage-error">{run.error}</p>}
          </li>
        ))}
      </ul>
    </SidePanel>
  );
}

function DataSetDetails({ id, onSelect, onClose, onAround }: DetailsProps) {
  const { t } = useTranslation();
  const { data, error } = useDataSet(id);
  const [field, setField] = useState<string | null>(null);
  const columns = useColumns(id, field);
  return (
    <SidePanel title={data?.dataset.name ?? '…'} subtitle={<span className="muted">{data?.dataset.namespace}</span>} onClose={onClose} foot={<Around onClick={() => onAround(id)} />}>
      {error && <ErrorState error={error} />}
      {!data && !error && <Skeleton rows={4} />}
      {data?.dataset.documentation && <p>{data.dataset.documentation}</p>}
      {data && (
        <>
          <Uses title={t('lineage.writtenBy')} uses={data.producers} onSelect={onSelect} />
          <Uses title={t('lineage.readBy')} uses={data.consumers} onSelect={onSelect} />
          <h3>{t('lineage.columns')}</h3>
          <ul className="lineage-fields">
            {data.fields.map(({ name, type }) => (
              <li key={name}>
                <button type="button" aria-expanded={field === name} onClick={() => setField(field === name ? null : name)}>
                  <code className="code">{name}</code>
                  <span className="muted">{type}</span>
                </button>
                {field === name && columns.data && <Links links={columns.data.links} />}
              </li>
            ))}
          </ul>
        </>
      )}
    </SidePanel>
  );
}

function Links({ links }: { links: readonly ColumnLink[] }) {
  const { t } = useTranslation();
  if (links.length === 0) return <p className="muted">{t('lineage.noColumns')}</p>;
  return (
    <ul className="lineage-links">
      {links.map((link) => (
        <li key={`${link.job_id} ${link.input_id} ${link.input_field} ${link.output_id} ${link.output_field}`}>
          <code className="code">{`${link.input_name}.${link.input_field}`}</code> → <code className="code">{`${link.output_name}.${link.output_field}`}</code>
          <span className="muted"> {link.job_name}{link.description ? `: ${link.description}` : ''}</span>
        </li>
      ))}
    </ul>
  );
}

function Uses({ title, uses, onSelect }: { title: string; uses: readonly Use[]; onSelect: (id: string) => void }) {
  if (uses.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul className="lineage-uses">
        {uses.map((use) => (
          <li key={use.id}>
            <button type="button" className="link-button" title={use.namespace} onClick={() => onSelect(use.id)}>{use.name}</button>
          </li>
        ))}
      </ul>
    </>
  );
}

function Around({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation();
  return <Button onClick={onClick}>{t('lineage.around')}</Button>;
}
