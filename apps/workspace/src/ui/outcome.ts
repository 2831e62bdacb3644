import { isCancelled, type Capture } from '@/api/types';
import type { Status } from './status';

/** How a capture ended: its status, and the text that says so. A capture that kept its valid events succeeded in part. */
export function outcomeOf(capture: Capture): readonly [Status, string] {
  const { accepted = 0, duplicate = 0, rejected = 0 } = capture.counts ?? {};
  if (capture.running) return ['info', 'running'];
  if (isCancelled(capture)) return ['watch', 'cancelled'];
  if (capture.capture_error_behaviour === 'rollback') return capture.success ? ['ok', 'taken'] : ['act', 'rolledBack'];
  if ((capture.errors?.length ?? 0) > 0 || (rejected > 0 && accepted + duplicate === 0)) return ['act', 'failed'];
  return rejected > 0 ? ['watch', 'partly'] : ['ok', 'taken'];
}
