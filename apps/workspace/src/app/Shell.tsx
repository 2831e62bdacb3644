import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { Outlet, useLocation, useNavigate } from 'react-router';
import { useTranslation } from 'react-i18next';
import { useFollowUnread } from '@/api/notifications';
import { useKeys } from '@/ui/keys';
import { Skeleton } from '@/ui/Feedback';
import { permissionsOf, useUser } from '@/ui/permissions';
import { usePreferences } from '@/theme/preferences';
import { allowed } from './navigation';
import { SideNav } from './SideNav';
import './shell.css';

const CommandPalette = lazy(() => import('./CommandPalette'));
const KeysHelp = lazy(() => import('./KeysHelp'));

/** The frame around every page: navigation left, content right, the palette and the keys on top when asked for. */
export default function Shell() {
  const { t } = useTranslation();
  const user = useUser();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { narrowNav } = usePreferences();
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null);
  const main = useRef<HTMLElement>(null);
  const entries = allowed(permissionsOf(user));
  useFollowUnread();
  const close = (): void => setOpen(null);

  useKeys({
    'mod+k': () => setOpen(open === 'palette' ? null : 'palette'),
    '?': () => setOpen('keys'),
    '/': () => {
      const search = document.querySelector<HTMLInputElement>('[data-page-search] input, input[data-page-search]');
      if (search) search.focus();
      else setOpen('palette');
    },
    ...Object.fromEntries(entries.map((entry) => [`g ${entry.key}`, () => void navigate(entry.path)])),
  });

  const before = useRef(pathname);
  useEffect(() => {
    // Screen readers and keyboards continue in the new page, not where the link was.
    if (before.current !== pathname) main.current?.focus({ preventScroll: true });
    before.current = pathname;
  }, [pathname]);

  return (
    <div className={narrowNav ? 'shell shell-narrow' : 'shell'}>
      <a className="skip" href="#main" onClick={() => main.current?.focus()}>
        {t('nav.skip')}
      </a>
      <SideNav entries={entries} onSearch={() => setOpen('palette')} onKeys={() => setOpen('keys')} />
      <main ref={main} id="main" className="main" tabIndex={-1}>
        <Suspense fallback={<div className="page"><Skeleton rows={10} /></div>}>
          <Outlet />
        </Suspense>
      </main>
      <Suspense>
        {open === 'palette' && <CommandPalette onClose={close} onKeys={() => setOpen('keys')} />}
        {open === 'keys' && <KeysHelp onClose={close} />}
      </Suspense>
    </div>
  );
}
