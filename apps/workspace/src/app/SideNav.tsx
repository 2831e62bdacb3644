import { useLogout } from '@refinedev/core';
import { Dropdown, type MenuProps } from 'antd';
import { ChevronsUpDown, CircleQuestionMark, MapPin, PanelLeft, Search } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, useNavigate } from 'react-router';
import { useUnread } from '@/api/notifications';
import { usePlaceNames } from '@/api/nodes';
import { changeLanguage, languageNames, languages } from '@/i18n';
import { prefer, usePreferences } from '@/theme/preferences';
import { Mark } from '@/ui/Logo';
import { useOwnSites, useUser } from '@/ui/permissions';
import type { Entry } from './navigation';

interface SideNavProps {
  readonly entries: readonly Entry[];
  readonly onSearch: () => void;
  readonly onKeys: () => void;
}

export const modKey = /Mac|iP/.test(navigator.userAgent) ? '⌘' : 'Ctrl';

export function SideNav({ entries, onSearch, onKeys }: SideNavProps) {
  const { t } = useTranslation();
  const user = useUser();
  const { narrowNav } = usePreferences();
  return (
    <nav className="side" aria-label={t('nav.label')}>
      <div className="side-brand">
        <TenantLogo />
        <div className="side-label side-names">
          <span className="side-tenant">{user?.tenant.name}</span>
          <OwnSites />
        </div>
        <button
          type="button"
          className="icon-button side-fold"
          aria-label={t(narrowNav ? 'nav.widen' : 'nav.narrow')}
          aria-expanded={!narrowNav}
          onClick={() => prefer({ narrowNav: !narrowNav })}
        >
          <PanelLeft aria-hidden size="1rem" />
        </button>
      </div>
      <button type="button" className="side-search" onClick={onSearch}>
        <Search aria-hidden size="1rem" />
        <span className="side-label">{t('nav.search')}</span>
        <span className="side-label side-keys" aria-hidden>
          <kbd>{modKey}</kbd> <kbd>K</kbd>
        </span>
      </button>
      <Entries entries={entries.filter((entry) => !entry.administration)} />
      <Administration entries={entries.filter((entry) => entry.administration)} />
      <div className="side-end">
        <button type="button" className="side-entry" onClick={onKeys} title={t('keys.title')}>
          <CircleQuestionMark aria-hidden size="1.125rem" strokeWidth={1.75} />
          <span className="side-label">{t('keys.title')}</span>
        </button>
        <UserMenu />
      </div>
    </nav>
  );
}

/** What the signed-in person sees, where that is not everything. */
function OwnSites() {
  const { t } = useTranslation();
  const sites = useOwnSites();
  const nameOf = usePlaceNames(sites);
  if (sites.length === 0) return null;
  const names = sites.map(nameOf);
  return (
    <span className="side-sites" title={t('sites.own', { places: names.join(', ') })}>
      <MapPin aria-hidden size="0.8125rem" /> {names[0]}
      {names.length > 1 && ` +${names.length - 1}`}
    </span>
  );
}

function Administration({ entries }: { entries: readonly Entry[] }) {
  const { t } = useTranslation();
  if (entries.length === 0) return null;
  return (
    <div className="side-group">
      <h2 id="side-administration" className="side-label">
        {t('nav.administration')}
      </h2>
      <Entries entries={entries} labelledBy="side-administration" />
    </div>
  );
}

function Entries({ entries, labelledBy }: { entries: readonly Entry[]; labelledBy?: string }) {
  const { t } = useTranslation();
  return (
    <ul className="side-entries" aria-labelledby={labelledBy}>
      {entries.map(({ path, name, icon: Icon }) => (
        <li key={path}>
          <NavLink to={path} end={path === '/'} className="side-entry" title={t(name)}>
            <Icon aria-hidden size="1.125rem" strokeWidth={1.75} />
            <span className="side-label">{t(name)}</span>
            {path === '/notifications' && <UnreadCount />}
          </NavLink>
        </li>
      ))}
    </ul>
  );
}

/** How many notifications wait to be read; where one is critical, it is impossible to miss. */
function UnreadCount() {
  const { t } = useTranslation();
  const waiting = useUnread();
  if (!waiting || waiting.unread === 0) return null;
  return (
    <span className={waiting.critical > 0 ? 'side-count side-count-act' : 'side-count'}>
      <span className="visually-hidden">{t('notifications.unreadCount', { count: waiting.unread, formatted: waiting.unread })}</span>
      <span aria-hidden>{waiting.unread > 99 ? '99+' : waiting.unread}</span>
    </span>
  );
}

function TenantLogo() {
  const user = useUser();
  const [broken, setBroken] = useState(false);
  const url = user?.tenant.logo_url;
  if (!url || broken) return <Mark />;
  return <img className="side-logo" src={url} alt="" onError={() => setBroken(true)} />;
}

function UserMenu() {
  const { t, i18n } = useTranslation();
  const user = useUser();
  const { theme, density } = usePreferences();
  const { mutate: signOut } = useLogout();
  const navigate = useNavigate();
  const name = [user?.first_name, user?.last_name].filter(Boolean).join(' ') || user?.email || '';
  const items: MenuProps['items'] = [
    {
      key: 'theme',
      type: 'group',
      label: t('menu.theme'),
      children: (['system', 'light', 'dark'] as const).map((one) => ({ key: `theme:${one}`, label: t(`theme.${one}`) })),
    },
    {
      key: 'density',
      type: 'group',
      label: t('menu.density'),
      children: (['comfortable', 'compact', 'wall'] as const).map((one) => ({ key: `density:${one}`, label: t(`density.${one}`) })),
    },
    {
      key: 'language',
      type: 'group',
      label: t('menu.language'),
      children: languages.map((one) => ({ key: `language:${one}`, label: <span lang={one}>{languageNames[one]}</span> })),
    },
    { type: 'divider' },
    { key: 'profile', label: t('menu.profile') },
    { key: 'sign-out', label: t('menu.signOut') },
  ];
  const onClick: MenuProps['onClick'] = ({ key }) => {
    const [what, value] = key.split(':');
    if (what === 'theme') prefer({ theme: value as typeof theme });
    if (what === 'density') prefer({ density: value as typeof density });
    if (what === 'language') void changeLanguage(value as (typeof languages)[number]);
    if (what === 'profile') void navigate('/account');
    if (what === 'sign-out') signOut();
  };
  return (
    <Dropdown
      autoFocus
      trigger={['click']}
      placement="topLeft"
      menu={{ items, onClick, selectedKeys: [`theme:${theme}`, `density:${density}`, `language:${i18n.language}`], style: { maxHeight: '80vh', overflow: 'auto' } }}
    >
      <button type="button" className="side-user">
        <span className="visually-hidden">{t('menu.account')}</span>
        <span className="side-avatar" aria-hidden>
          {name.slice(0, 1).toUpperCase()}
        </span>
        <span className="side-label side-person">
          <span>{name}</span>
          <span className="muted">{user?.roles[0] ? t(`role.${user.roles[0]}`, { defaultValue: user.roles[0].replaceAll('_', ' ') }) : ''}</span>
        </span>
        <ChevronsUpDown aria-hidden className="side-label" size="0.875rem" />
      </button>
    </Dropdown>
  );
}
