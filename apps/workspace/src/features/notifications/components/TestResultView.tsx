import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { StatusPill } from '@/ui/StateBadge';
import type { Status } from '@/ui/status';
import type { TestResult } from '../api/channels';

const meaning: Readonly<Record<TestResult['outcome'], Status>> = { accepted: 'ok', refused: 'act', postponed: 'watch', not_configured: 'act' };

/** How a test message ended, in the receiver's own words. */
export function TestResultView({ result }: { result: TestResult }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className="test-result">
      <p className="test-line">
        <StatusPill status={meaning[result.outcome]}>{t(`deliveries.outcome.${result.outcome}`)}</StatusPill>
        <span className="muted number">
          {result.status && `HTTP ${result.status} · `}
          {format.number(result.duration_millis)} ms
        </span>
      </p>
      {result.reason && <p>{result.reason}</p>}
      {result.may_have_arrived && <p>{t('channels.mayHaveArrived')}</p>}
      {typeof result.retry_after_seconds === 'number' && <p>{t('channels.retryAfter', { formatted: format.number(result.retry_after_seconds) })}</p>}
      <Answer reference={result.reference} answer={result.answer} bytes={result.answer_bytes} />
    </div>
  );
}

interface AnswerProps {
  readonly reference: string | null | undefined;
  readonly answer: string | null | undefined;
  readonly bytes: number | null | undefined;
}

/** What a receiver calls the message, and the beginning of what it answered. */
export function Answer({ reference, answer, bytes }: AnswerProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      {reference && (
        <p className="muted">
          {t('deliveries.reference')} <code className="code">{reference}</code>
        </p>
      )}
      {answer && (
        <figure className="answer">
          <figcaption>
            {t('deliveries.answer')}
            {typeof bytes === 'number' && ` · ${t('deliveries.bytes', { formatted: format.number(bytes) })}`}
          </figcaption>
          <code className="code">{answer}</code>
        </figure>
      )}
    </>
  );
}
