import { Switch } from 'antd';
import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { prefer, usePreferences } from '@/theme/preferences';
import { permissionsOf, useUser } from '@/ui/permissions';
import { allowed } from './navigation';
import { modKey } from './SideNav';

/** What "?" shows, and where the single keys are switched off. */
export default function KeysHelp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const user = useUser();
  const { keys } = usePreferences();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const groups: readonly (readonly [string, readonly (readonly [string, readonly string[]])[]])[] = [
    [
      'keys.everywhere',
      [
        [t('palette.label'), [modKey, 'K']],
        [t('keys.search'), ['/']],
        [t('keys.title'), ['?']],
        ...allowed(permissionsOf(user)).map((entry) => [t('keys.go', { page: t(entry.name) }), ['g', entry.key]] as const),
      ],
    ],
    ['keys.tables', [[t('keys.rows'), ['↑', '↓']], [t('keys.open'), ['↵']], [t('keys.ends'), ['Home', 'End']]]],
    [
      'keys.graph',
      [
        [t('keys.along'), ['←', '→']],
        [t('keys.layer'), ['↑', '↓']],
        [t('keys.select'), ['↵']],
        [t('keys.zoom'), ['+', '−']],
        [t('keys.fit'), ['f']],
        [t('keys.play'), ['p']],
        [t('keys.leave'), ['esc']],
      ],
    ],
  ];
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby="keys-title" onClose={onClose}>
      <div className="keys-head">
        <h2 id="keys-title">{t('keys.title')}</h2>
        <button type="button" className="icon-button" onClick={() => dialog.current?.close()} aria-label={t('panel.close')}>
          <X aria-hidden size="1.125rem" />
        </button>
      </div>
      <div className="keys-body">
        {groups.map(([title, rows]) => (
          <section key={title}>
            <h3>{t(title)}</h3>
            <dl>
              {rows.map(([words, pressed]) => (
                <div key={words} className="keys-row">
                  <dt>{words}</dt>
                  <dd>
                    {pressed.map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div className="keys-foot">
        <Switch id="single-keys" size="small" checked={keys} onChange={(on) => prefer({ keys: on })} />
        <label htmlFor="single-keys">{t('keys.single')}</label>
      </div>
    </dialog>
  );
}
