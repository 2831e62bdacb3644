import { Button } from 'antd';
import { MailPlus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRoles } from '@/api/people';
import { useKeysetList } from '@/api/refine';
import { useFormat } from '@/i18n/format';
import { useAddress } from '@/ui/address';
import type { Column } from '@/ui/DataTable';
import { EmptyState } from '@/ui/Feedback';
import { KeysetTable } from '@/ui/KeysetTable';
import { LinkShown } from '@/ui/LinkShown';
import { useMedia } from '@/ui/media';
import { Page } from '@/ui/Page';
import { usePermission } from '@/ui/permissions';
import { Permitted } from '@/ui/Permitted';
import { useRoleWords } from '@/ui/roles';
import { Time } from '@/ui/Time';
import type { FreshInvitation, Invitation } from '../api/invitations';
import { InvitationPanel, nameOf } from '../components/InvitationPanel';
import { InvitationState } from '../components/InvitationState';
import { InviteDrawer } from '../components/InviteDrawer';
import { PeopleTabs } from '../components/PeopleTabs';
import './users.css';

/** For whoever administers the company: who is invited and has not come yet. */
export default function InvitationsPage() {
  const { t } = useTranslation();
  return (
    <Permitted title={t('nav.users')} permission="user:read">
      <Invitations />
    </Permitted>
  );
}

function Invitations() {
  const { t } = useTranslation();
  const format = useFormat();
  const [search, put] = useAddress();
  const selected = search.get('invitation');
  const inviting = search.has('invite');
  const [handOver, setHandOver] = useState<FreshInvitation | null>(null);
  const mayWrite = usePermission('user:write');
  const list = useKeysetList<Invitation>('invitations', { path: '/users/invitations' });
  const chosen = list.rows.find((invitation) => invitation.id === selected);
  const columns = useColumns(chosen !== undefined);
  const expired = list.rows.filter((invitation) => invitation.state === 'expired').length;
  const button = mayWrite && (
    <Button type="primary" icon={<MailPlus aria-hidden size="1em" />} onClick={() => put({ invite: '1' })}>
      {t('invite.title')}
    </Button>
  );
  const made = (invitation: FreshInvitation): void => {
    put({ invite: null, invitation: invitation.id });
    if (invitation.link) setHandOver(invitation);
  };

  return (
    <Page
      fill
      title={t('nav.users')}
      state={
        !list.loading && !list.error && (
          <>
            <span>{t(list.complete ? 'invite.count' : 'invite.countMore', { count: list.rows.length, formatted: format.number(list.rows.length) })}</span>
            {expired > 0 && <span>{t('invite.expiredCount', { count: expired, formatted: format.number(expired) })}</span>}
          </>
        )
      }
      actions={list.rows.length > 0 && button}
      filters={<PeopleTabs />}
      aside={chosen && <InvitationPanel key={chosen.id} invitation={chosen} onAgain={made} onClose={() => put({ invitation: null })} />}
    >
      <KeysetTable
        list={list}
        empty={
          <EmptyState icon={MailPlus} title={t('invite.none')} actions={button}>
            <p>{t('invite.noneText')}</p>
          </EmptyState>
        }
        label={t('invite.invitations')}
        columns={columns}
        rowKey={(invitation) => invitation.id}
        rowClass={(invitation) => (invitation.state === 'expired' ? 'row-dim' : '')}
        selected={selected}
        onSelect={(invitation) => put({ invitation: invitation.id })}
      />
      {inviting && mayWrite && <InviteDrawer onClose={() => put({ invite: null })} onInvited={made} />}
      {handOver?.link && (
        <LinkShown title={t('invite.linkTitle', { email: handOver.email })} link={handOver.link} onClose={() => setHandOver(null)}>
          <p className="muted">{t('invite.linkText', { until: format.dateTime(handOver.expires_at) })}</p>
        </LinkShown>
      )}
    </Page>
  );
}

function useColumns(beside: boolean): readonly Column<Invitation>[] {
  const { t } = useTranslation();
  const { data: roles } = useRoles(usePermission('role:read'));
  const words = useRoleWords(roles);
  const narrow = useMedia('(max-width: 72rem)');
  return useMemo(() => {
    const all: readonly Column<Invitation>[] = [
      { key: 'email', title: t('users.email'), width: 17, cell: (one) => <span className="person-name">{one.email}</span> },
      { key: 'name', title: t('users.name'), width: 12, cell: nameOf },
      {
        key: 'roles', title: t('users.roles'),
        cell: (one) => <span title={one.roles.map(words.title).join(', ')}>{one.roles.map(words.title).join(', ') || t('users.noRole')}</span>,
      },
      { key: 'state', title: t('users.status'), width: 8, cell: (one) => <InvitationState state={one.state} /> },
      { key: 'by', title: t('invite.by'), width: 13, cell: (one) => one.invited_by ?? t('invite.registered') },
      { key: 'expires', title: t('invite.until'), width: 8.5, right: true, cell: (one) => <Time at={one.expires_at} /> },
    ];
    const kept = beside ? ['email', 'roles', 'state'] : narrow ? ['email', 'name', 'roles', 'state', 'expires'] : all.map(({ key }) => key);
    return all.filter(({ key }) => kept.includes(key));
  }, [t, words, beside, narrow]);
}
