import { Button } from 'antd';
import { DatabaseBackup, Download, Trash2, Undo2, Upload } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { ChangeProblem } from '@/ui/Dialogs';
import { usePermission, useUser } from '@/ui/permissions';
import { StatusPill } from '@/ui/StateBadge';
import type { Status } from '@/ui/status';
import { Time } from '@/ui/Time';
import { useChange } from '@/ui/useChange';
import { downloadBackup, useBackups, useRestores, useTenantChanges, type Backup, type Restore, type Tenant } from '../api/tenants';
import { amount } from '../api/words';
import { RemoveBackupDialog, RestoreDialog, UndoDialog } from './BackupDialogs';
import { Loaded, Section } from './Section';

const made: Readonly<Record<Backup['state'], Status>> = { queued: 'info', running: 'info', succeeded: 'ok', failed: 'act', removed: 'none' };
const restored: Readonly<Record<Restore['state'], Status>> = {
  queued: 'info', running: 'info', switched: 'info', succeeded: 'ok', failed: 'act', undoing: 'info', undo_switched: 'info', undone: 'none',
};

/** For whoever runs the platform: a company as it was, and the way back to that. */
export function Backups({ tenant }: { tenant: Tenant }) {
  const { t } = useTranslation();
  const list = useBackups(tenant.id);
  const restores = useRestores(tenant.id);
  const { startBackup, bringBackup } = useTenantChanges();
  const file = useRef<HTMLInputElement>(null);
  const mayWrite = usePermission('platform_tenant:write');
  const change = useChange();
  // The last one that is or will be in the company's place: only that can be undone.
  const inPlace = restores.data?.items.find(({ state, copy_slug }) => !copy_slug && state !== 'failed' && state !== 'undone')?.id;
  const busy = list.data?.items.some(({ state }) => state === 'queued' || state === 'running') ?? false;
  return (
    <Section
      title={t('backup.title')}
      text={t('backup.text')}
      actions={
        mayWrite && (
          <>
            <input
              ref={file}
              type="file"
              className="visually-hidden"
              tabIndex={-1}
              aria-label={t('backup.bring')}
              accept=".zip,application/zip"
              onChange={(event) => {
                const archive = event.target.files?.[0];
                if (archive) void change.run(() => bringBackup(tenant.id, archive));
                event.target.value = '';
              }}
            />
            <Button icon={<Upload aria-hidden size="1em" />} disabled={change.busy} onClick={() => file.current?.click()}>
              {t('backup.bring')}
            </Button>
            <Button icon={<DatabaseBackup aria-hidden size="1em" />} loading={change.busy} disabled={busy} onClick={() => void change.run(() => startBackup(tenant.id))}>
              {t('backup.start')}
            </Button>
          </>
        )
      }
    >
      <ChangeProblem problem={change.problem} />
      <Loaded query={list} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">{t('backup.none')}</p>
          ) : (
            <ul className="exports backups">
              {items.map((one) => (
                <BackupRow key={one.id} tenant={tenant} one={one} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {restores.data && restores.data.items.length > 0 && (
        <>
          <h3>{t('restore.title')}</h3>
          <ul className="exports restores">
            {restores.data.items.map((one) => (
              <RestoreRow key={one.id} tenant={tenant} one={one} inPlace={one.id === inPlace} />
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

function BackupRow({ tenant, one }: { tenant: Tenant; one: Backup }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const taking = useChange();
  const mayWrite = usePermission('platform_tenant:write');
  const [open, setOpen] = useState<'restore' | 'remove' | null>(null);
  const { state, progress, size_bytes, rows, sha256, expires_at } = one;
  const close = (): void => setOpen(null);
  return (
    <li>
      <StatusPill status={made[state]}>{state === 'running' ? format.percent(progress) : t(`backup.state.${state}`)}</StatusPill>
      <div>
        <p>
          <Time at={one.taken_at ?? one.requested_at} /> · {one.origin === 'scheduled' ? t('backup.scheduled') : one.requested_by}
        </p>
        <p className="muted">
          {state === 'failed' ? one.error : state === 'running' || state === 'queued' ? one.message : null}
          {state === 'succeeded' && typeof size_bytes === 'number' && amount('storage_bytes', size_bytes, i18n.language)}
          {state === 'succeeded' && typeof rows === 'number' && <> · {t('backup.rows', { count: rows, number: format.number(rows) })}</>}
          {state === 'succeeded' && expires_at && <> · {t('export.until', { when: format.date(expires_at) })}</>}
        </p>
        {state === 'succeeded' && sha256 && <code className="code muted exports-hash">SHA-256 {sha256}</code>}
        <ChangeProblem problem={taking.problem} />
      </div>
      {state === 'succeeded' && mayWrite && (
        <div className="backups-actions no-print">
          {tenant.status !== 'deleting' && (
            <Button icon={<Undo2 aria-hidden size="1em" />} onClick={() => setOpen('restore')}>
              {t('restore.verb')}
            </Button>
          )}
          <Button icon={<Download aria-hidden size="1em" />} aria-label={t('export.take')} loading={taking.busy} onClick={() => void taking.run(() => downloadBackup(tenant, one))} />
          <Button danger icon={<Trash2 aria-hidden size="1em" />} aria-label={t('backup.remove')} onClick={() => setOpen('remove')} />
        </div>
      )}
      {open === 'restore' && <RestoreDialog tenant={tenant} backup={one} onClose={close} />}
      {open === 'remove' && <RemoveBackupDialog tenant={tenant} backup={one} onClose={close} />}
    </li>
  );
}

function RestoreRow({ tenant, one, inPlace }: { tenant: Tenant; one: Restore; inPlace: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const mayWrite = usePermission('platform_tenant:write');
  const own = useUser()?.tenant.id === tenant.id;
  const [open, setOpen] = useState(false);
  const { state, copy_slug, pause_millis, replaced_hash, undo_until } = one;
  return (
    <li>
      <StatusPill status={restored[state]}>{t(`restore.state.${state}`)}</StatusPill>
      <div>
        <p>
          <Time at={one.switched_at ?? one.requested_at} /> · {one.requested_by}
        </p>
        <p className="muted">
          {copy_slug ? t('restore.asCopy', { slug: copy_slug }) : t('restore.asItself')}
          {typeof pause_millis === 'number' && <> · {t('restore.pause', { millis: format.number(pause_millis) })}</>}
          {undo_until && <> · {t(state === 'undone' ? 'export.until' : 'restore.undoUntil', { when: format.date(undo_until) })}</>}
        </p>
        {one.error && <p>{one.error}</p>}
        {replaced_hash && <code className="code muted exports-hash">{t('restore.replaced', { hash: replaced_hash })}</code>}
      </div>
      {inPlace && state === 'succeeded' && undo_until && mayWrite && !own && (
        <Button icon={<Undo2 aria-hidden size="1em" />} onClick={() => setOpen(true)}>
          {t('restore.undo')}
        </Button>
      )}
      {open && <UndoDialog tenant={tenant} restore={one} onClose={() => setOpen(false)} />}
    </li>
  );
}
