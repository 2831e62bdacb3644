import { Button, Progress } from 'antd';
import { CircleCheck, CloudDownload, FileUp, Waypoints } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useKeysetList } from '@/api/refine';
import type { Job } from '@/api/jobs';
import type { Capture, LotNode } from '@/api/types';
import { useFormat } from '@/i18n/format';
import { CaptureBar, CaptureOutcome } from '@/ui/CaptureOutcome';
import { ErrorState, Notice, Skeleton } from '@/ui/Feedback';
import { KindIcon, kindColour } from '@/ui/kinds';
import { Page } from '@/ui/Page';
import { NodeHover } from '@/ui/NodeHover';
import { stateOf } from '@/ui/nodes';
import { usePermission, useUser } from '@/ui/permissions';
import { StateBadge, statusIcon, StatusPill } from '@/ui/StateBadge';
import { waitingStates } from '@/ui/status';
import { Time } from '@/ui/Time';
import { needsOf, worstOf, type Need } from '../api/needs';
import { useCounts, useJobs, type KindCount } from '../api/today';
import { FirstSteps } from '../components/FirstSteps';
import { LotsToTrace } from '../components/LotsToTrace';
import { SeedPicture } from '../components/SeedPicture';
import './today.css';

const lotKinds = ['batch', 'ingredient'];

/** For whoever comes in the morning: what needs me, then how the house stands. */
export default function TodayPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const user = useUser();
  const mayEvents = usePermission('event:read');
  const mayNodes = usePermission('node:read');
  const captures = useKeysetList<Capture>('captures', { pageSize: 20, enabled: mayEvents, refetch: 10_000 });
  const lots = useKeysetList<LotNode>('nodes', { filters: { kind: lotKinds, order: 'newest' }, pageSize: 100, enabled: mayNodes });
  const waiting = useKeysetList<LotNode>('nodes', { filters: { kind: lotKinds, state: waitingStates, order: 'newest' }, pageSize: 100, enabled: mayNodes });
  const counts = useCounts(mayNodes);
  const jobs = useJobs(usePermission('job:read'));
  const loading = (mayEvents && captures.loading) || (mayNodes && (lots.loading || waiting.loading));
  const error = captures.error ?? lots.error ?? waiting.error;
  const needs = needsOf(captures.rows, jobs.data ?? [], waiting.rows);
  const empty = !loading && !error && captures.rows.length === 0 && lots.rows.length === 0;
  const hello = user?.first_name ? t('today.hello', { name: user.first_name }) : t('nav.today');

  return (
    <Page
      title={hello}
      state={
        loading || error || empty ? null : needs.length === 0 ? (
          <StatusPill status="ok">{t('today.calm')}</StatusPill>
        ) : (
          <StatusPill status={worstOf(needs)}>{t('today.needs', { count: needs.length })}</StatusPill>
        )
      }
    >
      <FirstSteps />
      {error ? (
        <ErrorState
          error={error}
          onRetry={() => {
            captures.retry();
            lots.retry();
            waiting.retry();
          }}
        />
      ) : loading ? (
        <div className="today">
          <div className="card"><Skeleton rows={5} height="3rem" /></div>
          <div className="card"><Skeleton rows={5} height="3rem" /></div>
        </div>
      ) : !mayEvents && !mayNodes ? (
        <Notice icon={CloudDownload} title={t('today.nothingAllowed')}><p>{t('noPermission.text')}</p></Notice>
      ) : empty ? (
        <FirstStep />
      ) : (
        <>
          {counts.data && <Counts counts={counts.data} />}
          <div className="today">
            <div className="today-column">
              <section aria-labelledby="needs" className="card today-card">
                <h2 id="needs">{t('today.needsMe')}</h2>
                {needs.length === 0 ? <Calm lots={lotCount(counts.data) ?? lots.rows.length} /> : <ul>{needs.map((need) => <NeedRow key={need.id} need={need} />)}</ul>}
              </section>
              <LotsToTrace lots={lots.rows} />
            </div>
            {mayEvents && captures.rows.length > 0 && (
              <section aria-labelledby="recent" className="card today-card">
                <h2 id="recent">{t('today.recent')}</h2>
                <ul>
                  {captures.rows.slice(0, 9).map((capture) => (
                    <li key={capture.capture_id}>
                      <Link to={`/captures/${capture.capture_id}`} className="today-row today-capture">
                        <span className="today-when"><Time at={capture.created_at} /></span>
                        <span className="today-events number">{capture.counts && t('capture.eventCount', { count: capture.counts.total, formatted: format.number(capture.counts.total) })}</span>
                        <CaptureBar capture={capture} />
                        <CaptureOutcome capture={capture} />
                      </Link>
                    </li>
                  ))}
                </ul>
                <Link to="/captures" className="today-more">{t('capture.all')}</Link>
              </section>
            )}
          </div>
        </>
      )}
    </Page>
  );
}

function lotCount(counts: readonly KindCount[] | null | undefined): number | null {
  return counts?.reduce((sum, { kind, nodes }) => (lotKinds.includes(kind) ? sum + nodes : sum), 0) ?? null;
}

function Calm({ lots }: { lots: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <p className="today-calm">
      <CircleCheck aria-hidden size="1.25rem" strokeWidth={1.75} />
      <span>{t('today.calmText', { count: lots, formatted: format.number(lots) })}</span>
    </p>
  );
}

function NeedRow({ need }: { need: Need }) {
  const { t } = useTranslation();
  const { lot, job } = need;
  const Shape = statusIcon[need.status];
  const row = (
    <Link to={need.to} className="today-row">
      {lot ? <StateBadge state={stateOf(lot)} /> : job && job.state !== 'failed' ? <JobProgress job={job} /> : <Shape aria-hidden className={`today-${need.status}`} size="1.125rem" />}
      <span className="today-words">{need.words(t)}</span>
      {need.at && <span className="muted"><Time at={need.at} /></span>}
    </Link>
  );
  return <li>{lot ? <NodeHover node={lot} placement="bottom">{row}</NodeHover> : row}</li>;
}

function JobProgress({ job }: { job: Job }) {
  const { t } = useTranslation();
  return <Progress type="circle" size={18} percent={Math.round((job.progress ?? 0) * 100)} aria-label={t('capture.running')} />;
}

function Counts({ counts }: { counts: readonly { kind: string; nodes: number }[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const shown = counts.filter((count) => count.nodes > 0).sort((a, b) => b.nodes - a.nodes).slice(0, 6);
  return (
    <ul className="counts">
      {shown.map(({ kind, nodes }) => (
        <li key={kind}>
          <Link to={`/lots?kind=${kind}`} className="count card" style={{ '--kind-colour': kindColour(kind) } as React.CSSProperties}>
            <KindIcon kind={kind} size={20} />
            <span className="count-number number">{format.number(nodes)}</span>
            <span className="muted">{t(`column.${kind}`, { defaultValue: kind })}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** Nothing here yet: what this place does, and the first step. */
function FirstStep() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const mayUpload = usePermission('event:capture');
  return (
    <Notice
      picture={<SeedPicture />}
      title={t('today.first')}
      actions={
        mayUpload && (
          <>
            <Button type="primary" icon={<FileUp aria-hidden size="1em" />} onClick={() => void navigate('/captures?upload=1')}>
              {t('upload.open_box')}
            </Button>
            <Button icon={<Waypoints aria-hidden size="1em" />} onClick={() => void navigate('/trace')}>
              {t('today.seeTrace')}
            </Button>
          </>
        )
      }
    >
      <p>{t('today.firstText')}</p>
      <p>
        {t('today.demo')} <code className="code today-command">./foodflow demo</code>
      </p>
    </Notice>
  );
}
