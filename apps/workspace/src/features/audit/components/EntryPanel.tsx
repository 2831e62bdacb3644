import { Filter, History, Link2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { CopyButton } from '@/ui/CopyButton';
import { deviceOf } from '@/ui/devices';
import { ErrorState, Notice, Skeleton } from '@/ui/Feedback';
import { may, useUser } from '@/ui/permissions';
import { SidePanel } from '@/ui/SidePanel';
import { historyOf } from '@/ui/history';
import { useFocusBack } from '@/ui/useFocusBack';
import { useEntry, useTogether, type AuditEntry } from '../api/audit';
import { nameIn, pageOf } from '../api/words';
import { Actor } from './Actor';
import { ActionWords } from './ActionWords';
import { Changes } from './Changes';
import { Moment } from './Moment';
import { ProofView } from './ProofView';
import { useWords } from './useWords';

interface EntryPanelProps {
  readonly id: string;
  /** The entry, where the list has it. */
  readonly listed: AuditEntry | undefined;
  readonly onClose: () => void;
}

/** One entry beside the list: what changed, who did it and from where, what else came of it, and what proves it. */
export function EntryPanel({ id, listed, onClose }: EntryPanelProps) {
  const { t } = useTranslation();
  const found = useEntry(id, !listed);
  useFocusBack();
  const entry = listed ?? found.data;
  if (entry) return <Known key={entry.id} entry={entry} onClose={onClose} />;
  return (
    <SidePanel title={t('nav.audit')} onClose={onClose}>
      {found.error ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : found.data === null ? (
        <Notice icon={Link2} title={t('audit.unknown')}>
          <p>{t('audit.unknownText')}</p>
        </Notice>
      ) : (
        <Skeleton rows={8} height="1.75rem" />
      )}
    </SidePanel>
  );
}

function Known({ entry, onClose }: { entry: AuditEntry; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <SidePanel
      title={<ActionWords action={entry.action} />}
      subtitle={
        <span className="audit-subtitle">
          <Actor who={entry.actor} />
          <Moment at={entry.time} />
        </span>
      }
      onClose={onClose}
    >
      <div className="audit-entry">
        <Section title={t('audit.about')}>
          <About entry={entry} />
        </Section>
        {entry.reason && (
          <Section title={t('audit.reason')}>
            <blockquote className="audit-reason">{entry.reason}</blockquote>
          </Section>
        )}
        <Section title={t('audit.changes')}>
          <Changes entry={entry} />
        </Section>
        <Section title={t('audit.proof.title')}>
          <ProofView entry={entry} />
        </Section>
        <Section title={t('audit.origin')}>
          <Origin entry={entry} />
        </Section>
        <Together entry={entry} />
      </div>
    </SidePanel>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="panel-section">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** The thing that it happened to, and the ways to it and to all that happened to it. */
function About({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation();
  const words = useWords();
  const user = useUser();
  const { resource_type: type, resource_id: id } = entry;
  const page = pageOf(type, id);
  const name = nameIn(entry);
  return (
    <>
      <p className="audit-about">
        <span>{words.type(type)}</span>
        {name && <strong>{page && may(user, page.permission) ? <Link to={page.to}>{name}</Link> : name}</strong>}
      </p>
      {id === '' ? (
        <p className="muted">{t('audit.erased')}</p>
      ) : (
        <>
          <p className="key-line">
            <code className="code muted">{id}</code> <CopyButton text={id} label={t('node.copyKey')} />
          </p>
          <p>
            <Link className="audit-link" to={historyOf(type, id)}>
              <History aria-hidden size="0.9375rem" /> {t('audit.history')}
            </Link>
          </p>
        </>
      )}
    </>
  );
}

/** Who, and from where, each a way to all that is of the same. */
function Origin({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation();
  const { actor, ip, agent, session, trace } = entry;
  return (
    <dl className="facts">
      <dt>{t(`audit.kind.${actor.kind}`)}</dt>
      <dd>
        {actor.id ? <Only name="user" value={actor.id}>{actor.name || t('audit.erased')}</Only> : actor.name}
      </dd>
      {ip && (
        <>
          <dt>{t('signIns.address')}</dt>
          <dd className="code">{ip}</dd>
        </>
      )}
      {agent && (
        <>
          <dt>{t('signIns.device')}</dt>
          <dd title={agent}>{deviceOf(agent)}</dd>
        </>
      )}
      {session && (
        <>
          <dt>{t('audit.session')}</dt>
          <dd className="code">{session}</dd>
        </>
      )}
      {trace && (
        <>
          <dt>{t('error.traceId')}</dt>
          <dd className="code">{trace}</dd>
        </>
      )}
      <dt>{t('audit.id')}</dt>
      <dd className="key-line">
        <span className="code">{entry.id}</span> <CopyButton text={entry.id} label={t('node.copyKey')} />
      </dd>
    </dl>
  );
}

function Only({ name, value, children }: { name: string; value: string; children: ReactNode }) {
  const { t } = useTranslation();
  const { search } = useLocation();
  const next = new URLSearchParams(search);
  next.set(name, value);
  return (
    <Link className="audit-link" to={`/audit?${next}`} title={t('audit.only')}>
      {children} <Filter aria-hidden size="0.8125rem" />
    </Link>
  );
}

/** What else came of the same request. */
function Together({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation();
  const words = useWords();
  const { search } = useLocation();
  const { data } = useTogether(entry);
  if (!data || data.length === 0) return null;
  const to = (id: string): string => {
    const next = new URLSearchParams(search);
    next.set('entry', id);
    return `?${next}`;
  };
  return (
    <Section title={t('audit.together')}>
      <ul className="audit-together">
        {data.map((one) => (
          <li key={one.id}>
            <Link to={to(one.id)}>
              <ActionWords action={one.action} />
            </Link>
            <span className="muted">{nameIn(one) ?? words.type(one.resource_type)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
