import type { FieldError } from './problem';

/** A page of a keyset list. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next_cursor?: string | null;
}

/** A node of the FoodGraph as lists and details show it. */
export interface LotNode {
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  readonly name?: string | null;
  readonly lot_code?: string | null;
  readonly gtin?: string | null;
  readonly product_name?: string | null;
  readonly location_name?: string | null;
  readonly quantity?: number | null;
  readonly unit?: string | null;
  readonly state?: string | null;
  readonly properties?: Readonly<Record<string, unknown>> | null;
  readonly version: number;
  readonly created_at: string;
  readonly updated_at: string;
}

export const nodeKinds = [
  'product', 'ingredient', 'batch', 'item', 'logistic_unit', 'asset', 'supplier', 'party', 'location',
  'equipment', 'distribution', 'production_run', 'document', 'other',
] as const;

export const flowKinds = [
  'USED_IN', 'PRODUCES', 'PACKED_INTO', 'UNPACKED_TO', 'DISTRIBUTED_TO', 'SHIPPED_TO', 'SUPPLIES', 'TRANSFERRED_TO',
] as const;

export const contextKinds = [
  'CONTAINS', 'SOURCES_FROM', 'SOURCED_FROM', 'PRODUCED_AT', 'PROCESSED', 'OBSERVED_AT', 'INSTANCE_OF',
  'DOCUMENTED_BY', 'RELATED_TO',
] as const;

/** One delivery of events by the EPCIS capture interface. */
export interface Capture {
  readonly capture_id: string;
  /** The job that reads the document. */
  readonly job_id?: string | null;
  readonly created_at: string;
  readonly finished_at?: string | null;
  readonly running: boolean;
  readonly success: boolean;
  readonly capture_error_behaviour: 'rollback' | 'proceed';
  readonly file_name?: string | null;
  readonly document_bytes?: number | null;
  readonly captured_by?: string | null;
  /** 0 to 1; absent while unknown. */
  readonly progress?: number | null;
  readonly counts?: {
    readonly total: number;
    readonly accepted: number;
    readonly duplicate: number;
    readonly rejected: number;
    readonly warning: number;
  } | null;
  readonly errors?: readonly { readonly type?: string; readonly title?: string; readonly detail?: string }[] | null;
}

export const eventOutcomes = ['accepted', 'warning', 'duplicate', 'rejected'] as const;
export type EventOutcome = (typeof eventOutcomes)[number];

export interface CapturedEvent {
  readonly index: number;
  readonly outcome: EventOutcome;
  readonly event_id?: string | null;
  readonly sender_event_id?: string | null;
  readonly type?: string | null;
  readonly event_time?: string | null;
  readonly biz_step?: string | null;
  readonly errors?: readonly FieldError[] | null;
}

/** Whether somebody ended a capture before its end. */
export function isCancelled({ errors }: Capture): boolean {
  return errors?.some((error) => error.type?.endsWith('capture-cancelled')) ?? false;
}

/** Share of a capture's events done, 0 to 1; undefined before their number is known. */
export function progressOf({ progress, counts }: Capture): number | undefined {
  if (progress !== null && progress !== undefined) return progress;
  if (!counts || counts.total === 0) return undefined;
  return (counts.accepted + counts.duplicate + counts.rejected) / counts.total;
}

/** A sign-in that has not ended. */
export interface SignedInDevice {
  readonly id: string;
  readonly created_at: string;
  readonly used_at: string;
  readonly expires_at: string;
  readonly ip?: string | null;
  readonly user_agent?: string | null;
  readonly current: boolean;
}

/** Whether somebody has a second factor, and whether the company asks for one. */
export interface FactorStatus {
  readonly enabled: boolean;
  readonly required: boolean;
  readonly confirmed_at?: string | null;
  readonly recovery_codes_left: number;
}
