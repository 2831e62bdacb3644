import { Button, Modal } from 'antd';
import { Bot, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { DataTable, type Column } from '@/ui/DataTable';
import { EmptyState, ErrorState, NoPermission, Skeleton } from '@/ui/Feedback';
import { Page } from '@/ui/Page';
import { usePermission } from '@/ui/permissions';
import { SidePanel } from '@/ui/SidePanel';
import { Time } from '@/ui/Time';
import { remove, rotate, useReload, useServiceAccounts, type Keyed, type ServiceAccount } from '../api';
import { KeyShown } from '../components/KeyShown';
import { NewAccount } from '../components/NewAccount';
import './service-accounts.css';

/** For the IT administrator: the machines that call, what they may do, and when they last did. */
export default function ServiceAccountsPage() {
  const { t } = useTranslation();
  const mayRead = usePermission('service_account:read');
  const mayWrite = usePermission('service_account:write');
  const accounts = useServiceAccounts(mayRead);
  const reload = useReload();
  const [adding, setAdding] = useState(false);
  const [selected, setSelected] = useState<string | null>(null);
  const [keyed, setKeyed] = useState<Keyed | null>(null);
  const columns = useColumns();
  if (!mayRead) return <Page title={t('serviceAccounts.title')}><NoPermission permission="service_account:read" /></Page>;

  const rows = accounts.data ?? [];
  const chosen = rows.find((account) => account.id === selected);
  const add = (
    <Button type="primary" icon={<Plus aria-hidden size="1em" />} onClick={() => setAdding(true)}>
      {t('serviceAccounts.add')}
    </Button>
  );
  const show = async (made: Keyed): Promise<void> => {
    setAdding(false);
    setKeyed(made);
    await reload();
  };
  const aside = adding ? (
    <NewAccount onMade={(made) => void show(made)} onClose={() => setAdding(false)} />
  ) : chosen ? (
    <Details account={chosen} mayWrite={mayWrite} onKeyed={(made) => void show(made)} onGone={() => void reload()} onClose={() => setSelected(null)} />
  ) : null;

  return (
    <Page
      fill
      title={t('serviceAccounts.title')}
      state={accounts.data && t('serviceAccounts.count', { count: rows.length })}
      actions={mayWrite && rows.length > 0 && add}
      aside={aside}
    >
      {accounts.isError ? (
        <ErrorState error={accounts.error} onRetry={() => void accounts.refetch()} />
      ) : accounts.isPending ? (
        <Skeleton rows={6} />
      ) : rows.length === 0 ? (
        <EmptyState icon={Bot} title={t('serviceAccounts.none')} actions={mayWrite && add}>
          <p>{t('serviceAccounts.noneText')}</p>
        </EmptyState>
      ) : (
        <div className="card table-card">
          <DataTable
            label={t('serviceAccounts.title')}
            columns={columns}
            rows={rows}
            rowKey={(account) => account.id}
            selected={selected}
            onSelect={(account) => {
              setAdding(false);
              setSelected(account.id);
            }}
          />
        </div>
      )}
      {keyed && <KeyShown keyed={keyed} onClose={() => setKeyed(null)} />}
    </Page>
  );
}

function useColumns(): readonly Column<ServiceAccount>[] {
  const { t } = useTranslation();
  const role = (name: string): string => t(`role.${name}`, { defaultValue: name.replaceAll('_', ' ') });
  return [
    { key: 'name', title: t('serviceAccounts.name'), cell: (account) => account.name },
    { key: 'roles', title: t('serviceAccounts.roles'), cell: (account) => account.roles.map(role).join(', ') || '–' },
    { key: 'used', title: t('serviceAccounts.lastUsed'), width: 8.5, cell: (account) => (account.last_used_at ? <Time at={account.last_used_at} /> : t('serviceAccounts.unused')) },
    { key: 'expires', title: t('serviceAccounts.expires'), width: 8.5, cell: (account) => (account.expires_at ? <Time at={account.expires_at} /> : t('serviceAccounts.never')) },
  ];
}

interface DetailsProps {
  readonly account: ServiceAccount;
  readonly mayWrite: boolean;
  readonly onKeyed: (keyed: Keyed) => void;
  readonly onGone: () => void;
  readonly onClose: () => void;
}

function Details({ account, mayWrite, onKeyed, onGone, onClose }: DetailsProps) {
  const { t } = useTranslation();
  const [modal, holder] = Modal.useModal();
  const [failed, setFailed] = useState<string | null>(null);
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setFailed(null);
    try {
      await work();
    } catch (error) {
      setFailed(asProblem(error).message);
    }
  };
  const askRotate = (overlapHours: number): void =>
    void modal.confirm({
      title: t('serviceAccounts.rotateAsk', { name: account.name }),
      content: t(overlapHours > 0 ? 'serviceAccounts.rotateOverlap' : 'serviceAccounts.rotateNow'),
      okText: t('serviceAccounts.rotate'),
      cancelText: t('account.cancel'),
      onOk: () => attempt(async () => onKeyed(await rotate(account.id, overlapHours))),
    });
  const askRemove = (): void =>
    void modal.confirm({
      title: t('serviceAccounts.deleteAsk', { name: account.name }),
      content: t('serviceAccounts.deleteText', { count: account.keys.length }),
      okText: t('serviceAccounts.delete'),
      okButtonProps: { danger: true },
      cancelText: t('account.cancel'),
      onOk: () =>
        attempt(async () => {
          await remove(account.id);
          onGone();
        }),
    });
  return (
    <SidePanel title={account.name} onClose={onClose}>
      {holder}
      <div className="service-details">
        {account.description && <p>{account.description}</p>}
        <p className="muted">
          {t('serviceAccounts.madeBy', { by: account.created_by })} <Time at={account.created_at} />
        </p>
        <h3>{t('serviceAccounts.keys')}</h3>
        <ul>
          {account.keys.map((key) => (
            <li key={key.id}>
              <code>ffs_…{key.ending}</code>
              <span className="muted">
                <Time at={key.created_at} />
                {key.expires_at && <> · {t('serviceAccounts.until')} <Time at={key.expires_at} /></>}
              </span>
            </li>
          ))}
        </ul>
        <div role="alert">{failed && <p className="service-problem">{failed}</p>}</div>
        {mayWrite && (
          <div className="service-actions">
            <Button onClick={() => askRotate(24)}>{t('serviceAccounts.rotateLater')}</Button>
            <Button onClick={() => askRotate(0)}>{t('serviceAccounts.rotateAtOnce')}</Button>
            <Button danger onClick={askRemove}>{t('serviceAccounts.delete')}</Button>
          </div>
        )}
      </div>
    </SidePanel>
  );
}
