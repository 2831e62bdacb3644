import { Button } from 'antd';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useRef, useState, type CSSProperties, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { ErrorState, Skeleton } from '@/ui/Feedback';
import { coloursOf, daysLater, hourAt, mondayOf, useCalendar, within, type Schedule, type Shift } from '../api/oncall';
import { here } from '../api/zone';

interface Time {
  readonly from: string;
  readonly to: string;
}

interface OnCallCalendarProps {
  readonly schedule: Schedule;
  readonly nameOf: (id: string) => string;
  /** A time that was drawn with the pointer; null where nothing may be changed. */
  readonly onTime: ((time: Time) => void) | null;
  readonly onShift: ((shift: Shift) => void) | null;
}

const weeks = 4;

/** Four weeks, one below the other: whose watch it is, who stands in, and where nobody is. */
export function OnCallCalendar({ schedule, nameOf, onTime, onShift }: OnCallCalendarProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [monday, setMonday] = useState(() => mondayOf(new Date()));
  const { data, error, refetch } = useCalendar(schedule.id, monday, weeks);
  const colours = coloursOf(schedule, data?.shifts ?? []);
  const move = (by: number): void => setMonday(daysLater(monday, by * 7));
  return (
    <div className="calendar">
      <div className="calendar-bar">
        <Button icon={<ChevronLeft aria-hidden size="1em" />} aria-label={t('oncall.earlier')} onClick={() => move(-weeks)} />
        <Button onClick={() => setMonday(mondayOf(new Date()))}>{t('nav.today')}</Button>
        <Button icon={<ChevronRight aria-hidden size="1em" />} aria-label={t('oncall.later')} onClick={() => move(weeks)} />
        <strong className="number">
          {format.date(monday.getTime())} – {format.date(daysLater(monday, weeks * 7 - 1).getTime())}
        </strong>
        <span className="muted calendar-zone">{schedule.zone === here() ? schedule.zone : t('oncall.zones', { here: here(), there: schedule.zone })}</span>
      </div>
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Skeleton rows={weeks} height="4.5rem" />
      ) : (
        <>
          {Array.from({ length: weeks }, (_, n) => (
            <Week key={n} monday={daysLater(monday, n * 7)} shifts={data.shifts} gaps={data.gaps} colours={colours} nameOf={nameOf} onTime={onTime} onShift={onShift} />
          ))}
          {onTime && <p className="muted">{t('oncall.draw')}</p>}
        </>
      )}
    </div>
  );
}

interface WeekProps extends Pick<OnCallCalendarProps, 'nameOf' | 'onTime' | 'onShift'> {
  readonly monday: Date;
  readonly shifts: readonly Shift[];
  readonly gaps: readonly Time[];
  readonly colours: ReadonlyMap<string, number>;
}

const place = (start: number, share: number): CSSProperties => ({ left: `${start * 100}%`, width: `${share * 100}%` });
/** What is shorter than six hours is drawn wide enough to be pointed at, above its neighbours. */
const brief = 6 / 168;
const placeOf = (start: number, share: number): CSSProperties => (share < brief ? { ...place(start, share), left: `min(${start * 100}%, calc(100% - 1.5rem))`, zIndex: 1 } : place(start, share));
/** Less than an hour is a click. */
const smallestDraw = 1 / 168;

function Week({ monday, shifts, gaps, colours, nameOf, onTime, onShift }: WeekProps) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const [drawn, setDrawn] = useState<readonly [number, number] | null>(null);
  const days = Array.from({ length: 7 }, (_, n) => daysLater(monday, n));
  const dayName = new Intl.DateTimeFormat(i18n.language, { weekday: 'short', day: 'numeric', month: 'numeric' });
  const [now] = useState(() => Date.now());
  const [begin, end] = [monday.getTime(), daysLater(monday, 7).getTime()];
  const said = (of: Time): string => `${format.dateTime(of.from)} – ${format.dateTime(of.to)}`;
  const shareAt = (event: PointerEvent<HTMLElement>): number => {
    const box = event.currentTarget.getBoundingClientRect();
    return Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
  };
  const low = drawn && Math.min(...drawn);
  const high = drawn && Math.max(...drawn);
  // What is drawn within a turn ends with a click on it, which is not meant.
  const drew = useRef(false);
  const finish = (): void => {
    drew.current = low !== null && high !== null && high - low > smallestDraw;
    if (onTime && drew.current && low !== null && high !== null) onTime({ from: hourAt(monday, low).toISOString(), to: hourAt(monday, high).toISOString() });
    setDrawn(null);
  };
  return (
    <div className="week">
      <div className="week-days" aria-hidden>
        {days.map((day) => (
          <span key={day.getTime()}>{dayName.format(day)}</span>
        ))}
      </div>
      {/* Drawing is a short cut for those with a pointer; the button above and each shift do the same by keyboard. */}
      <div
        className="week-line"
        role="group"
        aria-label={t('oncall.week', { day: format.date(begin) })}
        data-draws={onTime !== null}
        onPointerDown={(event) => {
          if (!onTime || event.button !== 0 || event.pointerType === 'touch') return;
          drew.current = false;
          const share = shareAt(event);
          setDrawn([share, share]);
        }}
        onPointerMove={(event) => {
          if (drawn) setDrawn([drawn[0], shareAt(event)]);
        }}
        onPointerUp={finish}
        onPointerLeave={() => setDrawn(null)}
        onClickCapture={(event) => {
          if (drew.current) event.stopPropagation();
          drew.current = false;
        }}
      >
        {days.slice(1).map((day) => (
          <i key={day.getTime()} className="week-rule" style={{ left: `${((day.getTime() - begin) / (end - begin)) * 100}%` }} />
        ))}
        {within(gaps, monday).map(({ of, start, share }) => (
          <span key={of.from} className="gap" style={place(start, share)} title={`${t('oncall.nobody')}: ${said(of)}`}>
            {t('oncall.nobody')}
          </span>
        ))}
        {within(shifts, monday).map(({ of, start, share }) => (
          <button
            key={of.from}
            type="button"
            className={of.override_id ? 'shift shift-stands-in' : 'shift'}
            style={{ ...placeOf(start, share), '--shift': `var(--ff-data-${colours.get(of.user_id) ?? 0})` } as CSSProperties}
            disabled={!onShift}
            title={`${nameOf(of.user_id)}, ${of.layer ?? t('oncall.standsIn')}\n${said(of)}`}
            onClick={() => onShift?.(of)}
          >
            <span className="shift-name">{nameOf(of.user_id)}</span>
            <span className="shift-layer">{of.override_id ? t('oncall.standsIn') : of.layer}</span>
            <span className="visually-hidden">{said(of)}</span>
          </button>
        ))}
        {low !== null && high !== null && <span className="drawn" style={place(low, high - low)} />}
        {now >= begin && now < end && <b className="week-now" style={{ left: `${((now - begin) / (end - begin)) * 100}%` }} />}
      </div>
    </div>
  );
}
