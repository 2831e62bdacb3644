import { Button, Input } from 'antd';
import { FileUp, Waypoints } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useJob, type Job } from '@/api/jobs';
import type { ApiProblem } from '@/api/problem';
import { useFormat } from '@/i18n/format';
import { CopyButton } from '@/ui/CopyButton';
import { NoPermission } from '@/ui/Feedback';
import { NodeHover } from '@/ui/NodeHover';
import { Page } from '@/ui/Page';
import { usePermission } from '@/ui/permissions';
import { StatusPill } from '@/ui/StateBadge';
import { Time } from '@/ui/Time';
import '@/ui/capture.css';
import { importedBy, useImports, type Imported } from '../api/imports';
import { busiest, stationKey, type NetworkPreview } from '../api/network';
import { Checks, type Check } from '../components/Checks';
import { ChooseFile } from '../components/ChooseFile';
import { useImport, type ImportControl, type ImportStep } from '../components/useImport';
import './networks.css';

/** The investigator's page: a supply network drawn in FoodChain-Lab goes into the graph and can be traced. */
export default function NetworksPage() {
  const { t } = useTranslation();
  const may = usePermission('graph:import');
  return (
    <Page title={t('network.title')} state={may && t('network.lead')}>
      {may ? <Import /> : <NoPermission permission="graph:import" />}
    </Page>
  );
}

/** The job in the address makes a running import a link that survives a reload. */
function Import() {
  const [search, setSearch] = useSearchParams();
  const mayJobs = usePermission('job:read');
  const jobId = search.get('job');
  const control = useImport((received) => setSearch({ job: received.job_id }));
  const { job, error } = useJob(mayJobs ? jobId : null);
  const again = (): void => {
    control.again();
    setSearch({});
  };
  const { step } = control;
  return (
    <div className="networks">
      <section className="card network-card">
        {step.at === 'choose' && jobId === null ? <Begin control={control} /> : <Course control={control} job={job} jobError={error} onAgain={again} />}
      </section>
      <Before enabled={mayJobs} current={jobId} followed={job} />
    </div>
  );
}

/** A file to choose, and what will be looked at then. */
function Begin({ control }: { control: ImportControl }) {
  const { t } = useTranslation();
  const checks = (['toRead', 'checking', 'toWrite', 'toTrace'] as const).map((key): Check => ({ key, state: 'open', words: t(`network.${key}`) }));
  return (
    <>
      <ChooseFile onFile={control.choose} />
      <Checks label={t('network.checks')} checks={checks} />
    </>
  );
}

interface CourseProps {
  readonly control: ImportControl;
  readonly job: Job | undefined;
  readonly jobError: ApiProblem | null;
  readonly onAgain: () => void;
}

function Course({ control, job, jobError, onAgain }: CourseProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { step, name } = control;
  const file = step.at === 'choose' ? null : step.file;
  const imported = importedBy(job);
  // A file that breaks rules breaks them again; a name that is taken, or a network that failed, can be helped.
  const sendable = step.at === 'ready' || step.at === 'sending' || (step.at === 'refused' && step.problem.status !== 400);
  const checks = useChecks(step, job, jobError);
  return (
    <>
      <div className="network-head">
        <h2>{step.at === 'taken' ? step.received.name : (file?.name ?? imported?.network ?? t('network.one'))}</h2>
        {file && <span className="muted number">{format.bytes(file.size)}</span>}
      </div>
      {sendable && (
        <label className="network-name">
          <span>{t('network.name')}</span>
          <Input value={name} maxLength={200} disabled={step.at === 'sending'} onChange={(event) => control.rename(event.target.value)} onPressEnter={control.send} />
        </label>
      )}
      <Checks label={t('network.checks')} checks={checks} />
      {imported && <Traces imported={imported} preview={'preview' in step ? step.preview : null} />}
      <div className="network-actions">
        {sendable && (
          <Button type="primary" icon={<FileUp aria-hidden size="1em" />} loading={step.at === 'sending'} disabled={name.trim() === ''} onClick={control.send}>
            {t(step.at === 'refused' ? 'error.retry' : 'network.import')}
          </Button>
        )}
        <Button type={step.at === 'refused' && !sendable ? 'primary' : 'default'} onClick={onAgain}>{t('network.another')}</Button>
      </div>
    </>
  );
}

/** What was looked at so far: here in the browser, then by the platform, then while it was written. */
function useChecks(step: ImportStep, job: Job | undefined, jobError: ApiProblem | null): readonly Check[] {
  const { t } = useTranslation();
  const format = useFormat();
  if (step.at === 'foreign') {
    return [{ key: 'read', state: 'act', words: t(step.json ? 'network.foreign' : 'network.notJson'), more: t('network.notSent') }];
  }
  const checks: Check[] = [];
  if (step.at !== 'choose') {
    const { stations, deliveries, relations } = step.preview;
    const counts = { stations: format.number(stations.length), deliveries: format.number(deliveries), relations: format.number(relations) };
    checks.push({ key: 'read', state: 'ok', words: t('network.read', counts) });
  }
  if (step.at === 'refused') return [...checks, refusal(step.problem, t('network.refused'), t('error.offlineText'))];
  if (step.at === 'ready' || step.at === 'sending') {
    return [...checks, { key: 'sound', state: step.at === 'sending' ? 'running' : 'open', words: t('network.checking') }, { key: 'written', state: 'open', words: t('network.toWrite') }];
  }
  checks.push({ key: 'sound', state: 'ok', words: t('network.sound'), more: t('network.soundMore') });
  return [...checks, ...written(job, jobError, t, format.number)];
}

function refusal(problem: ApiProblem, title: string, offline: string): Check {
  return {
    key: 'sound',
    state: 'act',
    words: problem.status === 0 ? offline : title,
    more: problem.status !== 0 && <Faults problem={problem} />,
  };
}

type Words = ReturnType<typeof useTranslation>['t'];

function written(job: Job | undefined, jobError: ApiProblem | null, t: Words, number: (value: number) => string): readonly Check[] {
  if (jobError) return [{ key: 'written', state: 'watch', words: t('network.lost'), more: jobError.detail ?? jobError.title }];
  if (!job) return [{ key: 'written', state: 'running', words: t('network.writing') }];
  const imported = importedBy(job);
  if (!imported) {
    const ended = job.state === 'failed' || job.state === 'cancelled';
    return [{ key: 'written', state: ended ? 'act' : 'running', words: t(ended ? 'network.failed' : 'network.writing'), more: ended ? job.error : job.message }];
  }
  const { stations, deliveries, relations, contradictions } = imported;
  return [
    { key: 'written', state: 'ok', words: t('network.written', { stations: number(stations), deliveries: number(deliveries), relations: number(relations) }) },
    contradictions > 0
      ? { key: 'times', state: 'watch', words: t('network.contradictions', { count: contradictions }), more: t('network.contradictionsMore') }
      : { key: 'times', state: 'ok', words: t('network.timesFit') },
  ];
}

const faultsShown = 8;

/** The rules that the file breaks, each with the place in it. */
function Faults({ problem }: { problem: ApiProblem }) {
  const { t } = useTranslation();
  return (
    <>
      <p>{problem.fields.length > 0 ? t('network.faults', { count: problem.fields.length }) : (problem.detail ?? problem.title)}</p>
      {problem.fields.length > 0 && (
        <ul className="network-faults">
          {problem.fields.slice(0, faultsShown).map((fault, i) => (
            <li key={i}>
              <code className="code">{fault.field}</code> {fault.message}
            </li>
          ))}
        </ul>
      )}
      {problem.fields.length > faultsShown && <p>{t('details.more', { count: problem.fields.length - faultsShown })}</p>}
      {problem.traceId && (
        <p className="network-trace-id">
          {t('error.traceId')} <code className="code">{problem.traceId}</code> <CopyButton text={problem.traceId} label={t('error.copyTraceId')} />
        </p>
      )}
    </>
  );
}

const startsShown = 6;

/** Where to go from here: a trace from the stations that most deliveries pass. */
function Traces({ imported, preview }: { imported: Imported; preview: NetworkPreview | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  const mayTrace = usePermission('trace:read');
  if (!mayTrace) return null;
  const starts = preview ? busiest(preview.stations, startsShown) : [];
  return (
    <section className="network-starts" aria-labelledby="network-starts">
      <h3 id="network-starts" className="section-title">{t('network.starts')}</h3>
      {starts.length > 0 && (
        <ul>
          {starts.map((station) => {
            const key = stationKey(imported.network, station.id);
            return (
              <li key={station.id}>
                <NodeHover node={{ identifier: key }} placement="bottom">
                  <Link to={`/trace?epc=${encodeURIComponent(key)}`}>
                    <Waypoints aria-hidden size="1rem" />
                    <strong>{station.name}</strong>
                    <span className="muted number">{t('network.passing', { out: format.number(station.out), in: format.number(station.in) })}</span>
                  </Link>
                </NodeHover>
              </li>
            );
          })}
        </ul>
      )}
      <p className="network-more">
        <Link to="/lots?kind=location">{t('network.allStations')}</Link>
        <Link to="/lots?kind=distribution">{t('network.allDeliveries')}</Link>
      </p>
    </section>
  );
}

/** What was imported before, by anybody of the company. */
function Before({ enabled, current, followed }: { enabled: boolean; current: string | null; followed: Job | undefined }) {
  const { t } = useTranslation();
  const { data } = useImports(enabled);
  if (!data) return null;
  const jobs = data.map((job) => (job.id === followed?.id ? followed : job));
  return (
    <section className="card network-before" aria-labelledby="network-before">
      <h2 id="network-before">{t('network.before')}</h2>
      {jobs.length === 0 && <p className="muted network-none">{t('network.none')}</p>}
      <ul>
        {jobs.map((job) => (
          <li key={job.id}>
            <Link to={`/networks?job=${job.id}`} aria-current={job.id === current ? 'page' : undefined}>
              <span className="network-before-words">
                <strong>{importedBy(job)?.network ?? t('network.one')}</strong>
                <span className="muted"><Time at={job.created_at} /></span>
              </span>
              <JobPill job={job} />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function JobPill({ job }: { job: Job }) {
  const { t } = useTranslation();
  const status = job.state === 'succeeded' ? 'ok' : job.state === 'failed' ? 'act' : job.state === 'cancelled' ? 'watch' : 'info';
  return <StatusPill status={status}>{t(`network.state.${job.state}`)}</StatusPill>;
}
