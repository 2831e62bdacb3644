import type { EventOutcome } from '@/api/types';
import type { Status } from '@/ui/status';

export const statusOfOutcome: Readonly<Record<EventOutcome, Status>> = { accepted: 'ok', duplicate: 'none', rejected: 'act', warning: 'watch' };
