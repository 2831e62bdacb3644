import { Button } from 'antd';
import { Lock } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeysetList } from '@/api/refine';
import { useAddress } from '@/ui/address';
import { AuditTabs } from '@/ui/AuditTabs';
import type { Column } from '@/ui/DataTable';
import { EmptyState } from '@/ui/Feedback';
import { AddFilter, Chip } from '@/ui/FilterChips';
import { KeysetTable } from '@/ui/KeysetTable';
import { Page } from '@/ui/Page';
import { usePermission } from '@/ui/permissions';
import { Permitted } from '@/ui/Permitted';
import { StatusPill } from '@/ui/StateBadge';
import { Time } from '@/ui/Time';
import { holdStates, type Hold } from '../api/holds';
import { HoldPanel } from '../components/HoldPanel';
import { PlaceHold } from '../components/PlaceHold';
import { ScopeWords } from '../components/ScopeWords';
import './retention.css';

/** For counsel and the quality manager: what must not be dropped, whatever retention says. */
export default function HoldsPage() {
  const { t } = useTranslation();
  return (
    <Permitted title={t('nav.audit')} permission="legal_hold:read">
      <Holds />
    </Permitted>
  );
}

function Holds() {
  const { t } = useTranslation();
  const mayWrite = usePermission('legal_hold:write');
  const [search, put] = useAddress();
  const [placing, setPlacing] = useState(false);
  const state = holdStates.find((one) => one === search.get('state')) ?? null;
  const selected = search.get('hold');
  const beside = selected !== null;
  const list = useKeysetList<Hold>('holds', { path: '/audit/holds', filters: { state } });
  const columns = useMemo((): readonly Column<Hold>[] => {
    const all: readonly Column<Hold>[] = [
      { key: 'state', title: t('users.status'), width: 8, cell: (row) => <StatusPill status={row.state === 'active' ? 'watch' : 'none'}>{t(`holds.state.${row.state}`)}</StatusPill> },
      { key: 'name', title: t('holds.name'), cell: (row) => <span title={row.reason}>{row.name}</span> },
      { key: 'scope', title: t('holds.scope'), cell: (row) => <ScopeWords scope={row.scope} /> },
      { key: 'by', title: t('holds.by'), width: 14, cell: (row) => row.placed_by },
      { key: 'time', title: t('holds.since'), width: 9, right: true, cell: (row) => <Time at={row.placed_at} /> },
    ];
    return beside ? all.filter(({ key }) => key === 'state' || key === 'name') : all;
  }, [t, beside]);
  const place = mayWrite && (
    <Button type="primary" icon={<Lock aria-hidden size="1em" />} onClick={() => setPlacing(true)}>
      {t('holds.place')}
    </Button>
  );
  return (
    <Page
      fill
      title={t('nav.audit')}
      state={t('holds.text')}
      actions={list.rows.length > 0 && place}
      filters={
        <>
          <AuditTabs />
          {state ? (
            <Chip onRemove={() => put({ state: null })}>{t(`holds.state.${state}`)}</Chip>
          ) : (
            <AddFilter label={t('users.status')} choices={holdStates.map((value) => ({ value, label: t(`holds.state.${value}`) }))} onAdd={(value) => put({ state: value })} />
          )}
        </>
      }
      aside={selected && <HoldPanel key={selected} id={selected} onClose={() => put({ hold: null })} />}
    >
      <KeysetTable
        list={list}
        empty={
          <EmptyState icon={Lock} title={t('holds.none')} actions={place}>
            <p>{t('holds.noneText')}</p>
          </EmptyState>
        }
        label={t('holds.title')}
        columns={columns}
        rowKey={(row) => row.id}
        rowClass={(row) => (row.state === 'released' ? 'row-dim' : '')}
        selected={selected}
        onSelect={(row) => put({ hold: row.id })}
      />
      {placing && <PlaceHold onClose={() => setPlacing(false)} onPlaced={(hold) => put({ hold: hold.id, state: null })} />}
    </Page>
  );
}
