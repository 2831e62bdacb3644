import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRawEvent } from '@/api/captures';
import { mentionsOf, type Mention } from '@/api/identifiers';
import type { CapturedEvent } from '@/api/types';
import { useFormat } from '@/i18n/format';
import { ErrorState, Skeleton } from '@/ui/Feedback';
import { NodeHover } from '@/ui/NodeHover';
import { keyEnd } from '@/ui/nodes';
import { usePermission } from '@/ui/permissions';
import { SidePanel } from '@/ui/SidePanel';
import { StatusPill } from '@/ui/StateBadge';
import { statusOfOutcome } from './outcomes';

/** Why an event was refused, what it speaks of, and the event as it came. */
export function EventPanel({ event, onClose }: { event: CapturedEvent; onClose: () => void }) {
  const { t } = useTranslation();
  const id = event.sender_event_id ?? event.event_id;
  return (
    <SidePanel
      title={t('capture.eventNumber', { number: event.index + 1 })}
      subtitle={<StatusPill status={statusOfOutcome[event.outcome]}>{t(`capture.${event.outcome}`)}</StatusPill>}
      onClose={onClose}
    >
      {event.errors?.map((error, i) => (
        <p key={i} className="event-reason">
          {error.field && <code className="code event-field">{error.field}</code>} {error.message}
          {error.rule && <span className="muted code"> {error.rule}</span>}
        </p>
      ))}
      {event.event_id ? <Received id={event.event_id} /> : <p className="muted">{t('capture.notKept')}</p>}
      {id && (
        <section className="panel-section">
          <h3>{t('capture.eventId')}</h3>
          <span className="code event-id">{id}</span>
        </section>
      )}
    </SidePanel>
  );
}

function Received({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useRawEvent(id);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton rows={6} height="1.5rem" />;
  return (
    <>
      <Mentions raw={data} />
      <section className="panel-section">
        <h3>{t('capture.asReceived')}</h3>
        <pre className="code event-raw">{readable(data)}</pre>
      </section>
    </>
  );
}

const roles: readonly Mention['role'][] = ['in', 'out', 'what', 'container', 'where'];

/** Lots, things and places of the event, each a way into the trace. */
function Mentions({ raw }: { raw: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const mayTrace = usePermission('trace:read');
  const mentions = useMemo(() => mentionsOf(raw), [raw]);
  return roles.map((role) => {
    const ones = mentions.filter((mention) => mention.role === role);
    if (ones.length === 0) return null;
    return (
      <section key={role} className="panel-section mentions">
        <h3>{t(`capture.role.${role}`)}</h3>
        <ul>
          {ones.map(({ identifier, quantity, unit }) => (
            <li key={identifier}>
              {mayTrace ? (
                <NodeHover node={{ identifier }} placement="leftTop">
                  <Link className="code" to={`/trace?epc=${encodeURIComponent(identifier)}`} title={identifier}>
                    {shortOf(identifier)}
                  </Link>
                </NodeHover>
              ) : (
                <span className="code" title={identifier}>{shortOf(identifier)}</span>
              )}
              <span className="muted number">{format.quantity(quantity, unit)}</span>
            </li>
          ))}
        </ul>
      </section>
    );
  });
}

/** The part of an identifier that people know it by; of an EPC URN that is more than its serial. */
function shortOf(identifier: string): string {
  return /^urn:epc:/.test(identifier) ? identifier.split(':').slice(3).join(':') : keyEnd(identifier);
}

function readable(raw: string): string {
  try {
    return JSON.stringify(JSON.parse(raw), null, 2);
  } catch {
    return raw;
  }
}
