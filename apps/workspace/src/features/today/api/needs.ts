import type { TFunction } from 'i18next';
import type { Job } from '@/api/jobs';
import type { Capture, LotNode } from '@/api/types';
import { nameOf, stateOf } from '@/ui/nodes';
import { outcomeOf } from '@/ui/outcome';
import { statusOf, urgency, type Status } from '@/ui/status';

/** One thing that waits for a person. */
export interface Need {
  readonly id: string;
  readonly to: string;
  readonly words: (t: TFunction) => string;
  readonly at: string | null;
  readonly status: Status;
  readonly job?: Job;
  readonly lot?: LotNode;
}

/** The most urgent of them. */
export function worstOf(needs: readonly Need[]): Status {
  return needs.reduce<Status>((worst, { status }) => (urgency[status] > urgency[worst] ? status : worst), 'info');
}

const most = 6;

/**
 * Recalled and held lots first, worst first; then refused deliveries and failed or running work. A lot whose story has
 * ended (destroyed, disposed of, sold, used up) waits for nobody.
 */
export function needsOf(captures: readonly Capture[], jobs: readonly Job[], lots: readonly LotNode[]): readonly Need[] {
  return [...lotNeeds(lots).slice(0, most), ...captureNeeds(captures).slice(0, most), ...jobs.map(jobNeed)];
}

function lotNeeds(lots: readonly LotNode[]): readonly Need[] {
  return lots
    .filter((lot) => ['act', 'watch'].includes(statusOf(stateOf(lot))))
    .sort((a, b) => urgency[statusOf(stateOf(b))] - urgency[statusOf(stateOf(a))] || b.updated_at.localeCompare(a.updated_at))
    .map((lot) => ({ id: lot.id, to: `/trace?node=${lot.id}`, at: lot.updated_at, status: statusOf(stateOf(lot)), lot, words: () => [nameOf(lot), lot.product_name].filter(Boolean).join(' · ') }));
}

function captureNeeds(captures: readonly Capture[]): readonly Need[] {
  return captures.flatMap((capture): Need[] => {
    const rejected = capture.counts?.rejected ?? 0;
    const [status, ending] = outcomeOf(capture);
    if (ending === 'cancelled' || !['act', 'watch'].includes(status)) return [];
    return [{ id: capture.capture_id, to: `/captures/${capture.capture_id}`, at: capture.created_at, status, words: (t) => [capture.file_name, refusalOf(capture, rejected, t)].filter(Boolean).join(' · ') }];
  });
}

function refusalOf(capture: Capture, rejected: number, t: TFunction): string {
  if (capture.capture_error_behaviour === 'proceed' && rejected > 0) return t('today.rejected', { count: rejected });
  return rejected > 0 ? t('today.rolledBack', { count: rejected }) : (capture.errors?.[0]?.detail ?? t('capture.failed'));
}

function jobNeed(job: Job): Need {
  const to = job.kind === 'import-foodchain-lab' ? `/networks?job=${job.id}` : '/captures';
  return { id: job.id, to, at: null, status: job.state === 'failed' ? 'act' : 'info', job, words: (t) => job.message ?? t(`job.${job.kind}`, { defaultValue: job.kind }) };
}
