import { Button } from 'antd';
import { CalendarClock, Pencil, Plus, Trash2, UserRoundCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { useAddress } from '@/ui/address';
import { Confirm } from '@/ui/Dialogs';
import { EmptyState, ErrorState, Skeleton } from '@/ui/Feedback';
import { Page } from '@/ui/Page';
import { usePermission } from '@/ui/permissions';
import { Permitted } from '@/ui/Permitted';
import { StatusPill } from '@/ui/StateBadge';
import { useChange } from '@/ui/useChange';
import { useNow, useOnCallChanges, useSchedules, type OnCallNow, type OverrideDraft, type Schedule, type Shift } from '../api/oncall';
import { NotificationTabs } from '../components/NotificationTabs';
import { OnCallCalendar } from '../components/OnCallCalendar';
import { ScheduleDrawer } from '../components/ScheduleDrawer';
import { StandInDrawer } from '../components/StandInDrawer';
import { usePeople } from '../components/UserChoice';
import './notifications.css';
import './oncall.css';

/** For whoever keeps watch, and whoever plans it: who is on call now, and who will be. */
export default function OnCallPage() {
  const { t } = useTranslation();
  return (
    <Permitted title={t('nav.notifications')} permission="notification_oncall:read">
      <OnCall />
    </Permitted>
  );
}

type Open = { readonly what: 'new' | 'edit' | 'remove' } | { readonly what: 'standIn'; readonly time: Omit<OverrideDraft, 'user_id'> | null; readonly shift: Shift | null };

function OnCall() {
  const { t } = useTranslation();
  const mayWrite = usePermission('notification_oncall:write');
  const [search, put] = useAddress();
  const [open, setOpen] = useState<Open | null>(null);
  const { data: schedules, error, refetch } = useSchedules();
  const { data: now } = useNow();
  const people = usePeople(usePermission('user:read'));
  const nameOf = (id: string): string => people?.get(id) ?? t('oncall.somebody');
  const chosen = schedules?.find(({ id }) => id === search.get('schedule')) ?? schedules?.[0];
  const unwatched = now?.filter(({ user_id }) => !user_id).length ?? 0;
  const close = (): void => setOpen(null);
  const add = mayWrite && (
    <Button type="primary" icon={<Plus aria-hidden size="1em" />} onClick={() => setOpen({ what: 'new' })}>
      {t('oncall.add')}
    </Button>
  );
  return (
    <Page
      title={t('nav.notifications')}
      state={schedules && (unwatched > 0 ? <StatusPill status="act">{t('oncall.unwatched', { count: unwatched })}</StatusPill> : schedules.length > 0 && t('oncall.watched'))}
      actions={schedules && schedules.length > 0 && add}
      filters={<NotificationTabs />}
    >
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !schedules ? (
        <Skeleton rows={6} />
      ) : !chosen ? (
        <EmptyState icon={CalendarClock} title={t('oncall.none')} actions={add}>
          <p>{t('oncall.noneText')}</p>
        </EmptyState>
      ) : (
        <div className="oncall">
          <div className="watches" role="group" aria-label={t('oncall.now')}>
            {schedules.map((schedule) => (
              <Watch
                key={schedule.id}
                schedule={schedule}
                now={now?.find(({ schedule_id }) => schedule_id === schedule.id)}
                chosen={schedule.id === chosen.id}
                nameOf={nameOf}
                onChoose={() => put({ schedule: schedule.id })}
              />
            ))}
          </div>
          <section className="card oncall-schedule" aria-label={chosen.name}>
            <header>
              <div>
                <h2>{chosen.name}</h2>
                <p className="muted">{chosen.layers.map(({ name }) => name).join(' · ')}</p>
              </div>
              {mayWrite && (
                <div className="oncall-actions">
                  <Button icon={<UserRoundCheck aria-hidden size="1em" />} onClick={() => setOpen({ what: 'standIn', time: null, shift: null })}>
                    {t('oncall.standIn')}
                  </Button>
                  <Button icon={<Pencil aria-hidden size="1em" />} onClick={() => setOpen({ what: 'edit' })}>{t('sso.change')}</Button>
                  <Button danger icon={<Trash2 aria-hidden size="1em" />} aria-label={t('sso.remove')} title={t('sso.remove')} onClick={() => setOpen({ what: 'remove' })} />
                </div>
              )}
            </header>
            <OnCallCalendar
              key={chosen.id}
              schedule={chosen}
              nameOf={nameOf}
              onTime={mayWrite ? (time) => setOpen({ what: 'standIn', time, shift: null }) : null}
              onShift={mayWrite ? (shift) => setOpen({ what: 'standIn', time: shift, shift }) : null}
            />
          </section>
          {open?.what === 'edit' && <ScheduleDrawer schedule={chosen} onClose={close} onSaved={close} />}
          {open?.what === 'standIn' && <StandInDrawer schedule={chosen} time={open.time} shift={open.shift} people={people} nameOf={nameOf} onClose={close} />}
          {open?.what === 'remove' && <RemoveSchedule schedule={chosen} onClose={close} onRemoved={() => { close(); put({ schedule: null }); }} />}
        </div>
      )}
      {open?.what === 'new' && (
        <ScheduleDrawer
          schedule={null}
          onClose={close}
          onSaved={({ id }) => {
            close();
            put({ schedule: id });
          }}
        />
      )}
    </Page>
  );
}

interface WatchProps {
  readonly schedule: Schedule;
  readonly now: OnCallNow | undefined;
  readonly chosen: boolean;
  readonly nameOf: (id: string) => string;
  readonly onChoose: () => void;
}

/** One schedule as who keeps its watch now, and until when. */
function Watch({ schedule, now, chosen, nameOf, onChoose }: WatchProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = now?.user_id ? nameOf(now.user_id) : null;
  return (
    <button type="button" className="card watch" aria-pressed={chosen} onClick={onChoose}>
      <span className={name ? 'watch-face' : 'watch-face watch-nobody'} aria-hidden>
        {name ? name.split(/\s+/).map((word) => word.charAt(0)).slice(0, 2).join('') : '?'}
      </span>
      <span className="watch-words">
        <span className="muted">{schedule.name}</span>
        <strong>{now === undefined ? '…' : (name ?? t('oncall.nobody'))}</strong>
        {now?.until && <span className="muted">{t('oncall.until', { when: format.dateTime(now.until) })}</span>}
      </span>
    </button>
  );
}

function RemoveSchedule({ schedule, onClose, onRemoved }: { schedule: Schedule; onClose: () => void; onRemoved: () => void }) {
  const { t } = useTranslation();
  const { remove } = useOnCallChanges();
  const change = useChange();
  return (
    <Confirm title={t('channels.removeTitle', { name: schedule.name })} verb={t('sso.remove')} change={change} onConfirm={() => void change.run(() => remove(schedule)).then((done) => done && onRemoved())} onClose={onClose}>
      <p>{t('oncall.removeText')}</p>
    </Confirm>
  );
}
