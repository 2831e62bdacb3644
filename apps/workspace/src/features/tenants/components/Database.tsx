import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { Confirm } from '@/ui/Dialogs';
import { usePermission } from '@/ui/permissions';
import { StatusPill } from '@/ui/StateBadge';
import type { Status } from '@/ui/status';
import { useChange } from '@/ui/useChange';
import { usePlacement, useTenantChanges, type Move, type Placement, type Tenant } from '../api/tenants';
import { Loaded, Section } from './Section';

const over = new Set<Move['state'] | undefined>([undefined, 'settled', 'fallen_back', 'undone']);
const wishes = { move: '', back: '/fallback', settle: '/settle', drop: '/settle' } as const;
type Wish = keyof typeof wishes;

/** For whoever runs the platform: where a company's data is kept, moving it to a database of its own, and back. */
export function Database({ tenant }: { tenant: Tenant }) {
  const { t } = useTranslation();
  const placement = usePlacement(tenant.id);
  const mayWrite = usePermission('platform_tenant:write') && tenant.status !== 'deleting';
  const [asked, setAsked] = useState<Wish | null>(null);
  return (
    <Section title={t('placement.title')} text={t('placement.text')} actions={mayWrite && placement.data && <Wishes placement={placement.data} onAsk={setAsked} />}>
      <Loaded query={placement} rows={2}>
        {(data) => <Where placement={data} />}
      </Loaded>
      {asked && <Ask tenant={tenant} wish={asked} onClose={() => setAsked(null)} />}
    </Section>
  );
}

function Wishes({ placement: { enabled, database, move }, onAsk }: { placement: Placement; onAsk: (wish: Wish) => void }) {
  const { t } = useTranslation();
  return (
    <>
      {enabled && !database && over.has(move?.state) && <Button onClick={() => onAsk('move')}>{t('placement.move')}</Button>}
      {move?.can_fall_back && <Button onClick={() => onAsk('back')}>{t('placement.back')}</Button>}
      {move?.can_settle && <Button onClick={() => onAsk(dropped(move))}>{t(`placement.${dropped(move)}`)}</Button>}
    </>
  );
}

/** Which copy settling drops: what the company left in the shared database, or the database of its own that was kept. */
function dropped(move: Move): Wish {
  return move.state === 'kept' ? 'drop' : 'settle';
}

function Ask({ tenant, wish, onClose }: { tenant: Tenant; wish: Wish; onClose: () => void }) {
  const { t } = useTranslation();
  const { place } = useTenantChanges();
  const change = useChange();
  const run = async (): Promise<void> => {
    if (await change.run(() => place(tenant.id, wishes[wish]))) onClose();
  };
  return (
    <Confirm title={t(`placement.${wish}Title`, { name: tenant.name })} verb={t(`placement.${wish}`)} danger={wish === 'settle' || wish === 'drop'} change={change} onConfirm={() => void run()} onClose={onClose}>
      <p>{t(`placement.${wish}Text`)}</p>
    </Confirm>
  );
}

function Where({ placement: { database, size, move } }: { placement: Placement }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <p className="sandbox-line">
        <StatusPill status={meaning(database, move)}>{standing()}</StatusPill>
        {size?.proposed && !database && <StatusPill status="watch">{t('placement.proposed')}</StatusPill>}
        {size && <span className="muted">{t('placement.size', { size: format.bytes(size.bytes), rows: format.number(size.rows) })}</span>}
      </p>
      {move && <Facts move={move} />}
    </>
  );

  function standing(): string {
    if (!move || move.state === 'undone' || move.state === 'fallen_back') return t(database ? 'placement.own' : 'placement.shared');
    return t(`placement.state.${move.state}`, { share: format.percent(move.progress) });
  }
}

function meaning(database: string | null | undefined, move: Move | null | undefined): Status {
  if (move?.state === 'kept') return 'watch';
  if (move && !over.has(move.state) && move.state !== 'dedicated') return 'info';
  return database ? 'ok' : 'none';
}

function Facts({ move }: { move: Move }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { pause_millis: out, return_pause_millis: back, settle_after: until, fallback_lost: lost } = move;
  return (
    <>
      {typeof out === 'number' && <p>{t('placement.paused', { millis: format.number(out) })}</p>}
      {typeof back === 'number' && <p>{t('placement.returnPaused', { millis: format.number(back) })}</p>}
      {move.state === 'dedicated' && move.can_fall_back && until && <p>{t('placement.until', { when: format.dateTime(until) })}</p>}
      {lost && <p>{t('placement.lost', { why: lost })}</p>}
      {move.error && <p className="muted">{move.error}</p>}
      {move.tables.length > 0 && <Compared tables={move.tables} />}
    </>
  );
}

function Compared({ tables }: { tables: Move['tables'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <details className="placement-tables">
      <summary>{t('placement.tables', { number: format.number(tables.length) })}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('placement.table')}</th>
            <th scope="col" className="number">
              {t('placement.rows')}
            </th>
            <th scope="col">{t('placement.checksum')}</th>
            <th scope="col">{t('placement.compared')}</th>
          </tr>
        </thead>
        <tbody>
          {tables.map(({ table, rows, checksum, matches }) => (
            <tr key={table}>
              <td>
                <code className="code">{table}</code>
              </td>
              <td className="number">{rows < 0 ? '–' : format.number(rows)}</td>
              <td>{checksum && <code className="code">{checksum}</code>}</td>
              <td>{t(typeof matches !== 'boolean' ? 'placement.open' : matches ? 'placement.same' : 'placement.differs')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
