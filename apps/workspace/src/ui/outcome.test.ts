import { expect, it } from 'vitest';
import type { Capture } from '@/api/types';
import { outcomeOf } from './outcome';

const counts = (accepted: number, rejected: number, duplicate = 0) => ({ total: accepted + rejected + duplicate, accepted, duplicate, rejected, warning: 0 });
const base = { capture_id: 'c', created_at: '2026-03-01T00:00:00Z', running: false } as const;
const proceed: Capture = { ...base, success: true, capture_error_behaviour: 'proceed', counts: counts(10, 0) };
const rollback: Capture = { ...proceed, capture_error_behaviour: 'rollback' };

it.each<[string, Capture, string, string]>([
  ['taken in', proceed, 'ok', 'taken'],
  ['taken in, all or nothing', rollback, 'ok', 'taken'],
  ['taken in where all was known', { ...proceed, counts: counts(0, 0, 10) }, 'ok', 'taken'],
  ['partly taken in where valid events were kept', { ...proceed, success: false, counts: counts(8, 2) }, 'watch', 'partly'],
  ['failed where no event was valid', { ...proceed, success: false, counts: counts(0, 2) }, 'act', 'failed'],
  ['failed where the document ended too early', { ...proceed, success: false, errors: [{ detail: 'line 7' }] }, 'act', 'failed'],
  ['rolled back', { ...rollback, success: false, counts: counts(0, 2) }, 'act', 'rolledBack'],
  ['cancelled', { ...rollback, success: false, errors: [{ type: 'https://foodflow.io/problems/capture-cancelled' }] }, 'watch', 'cancelled'],
  ['running', { ...proceed, running: true }, 'info', 'running'],
])('a capture is %s', (_, capture, status, words) => expect(outcomeOf(capture)).toEqual([status, words]));
