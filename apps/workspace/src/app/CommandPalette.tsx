import { useLogout } from '@refinedev/core';
import { ArrowRight, Keyboard, LogOut, Moon, Search, Sun, Upload, type LucideIcon } from 'lucide-react';
import { useDeferredValue, useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useNodeSearch } from '@/api/nodes';
import type { LotNode } from '@/api/types';
import { prefer } from '@/theme/preferences';
import { useTheme } from '@/theme/ThemeProvider';
import { KindIcon } from '@/ui/kinds';
import { permissionsOf, usePermission, useUser } from '@/ui/permissions';
import { allowed } from './navigation';

interface Option {
  readonly id: string;
  readonly group: string;
  readonly icon: ReactNode;
  readonly words: string;
  readonly hint?: string;
  readonly run: () => void;
}

interface PaletteProps {
  readonly onClose: () => void;
  readonly onKeys: () => void;
}

/** Ctrl-K: any lot, node, page or action by its name. A combobox over a list, as ARIA describes it. */
export default function CommandPalette({ onClose, onKeys }: PaletteProps) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const listId = useId();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const [options, searching] = useOptions(text, onClose, onKeys);
  const current = Math.min(at, Math.max(0, options.length - 1));

  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    dialog.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') setAt((current + 1) % Math.max(1, options.length));
    else if (event.key === 'ArrowUp') setAt((current - 1 + options.length) % Math.max(1, options.length));
    else if (event.key === 'Enter') options[current]?.run();
    else return;
    event.preventDefault();
  };

  return (
    // A click beside the dialog closes it; keyboards have Escape, which the element brings along.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events
    <dialog
      ref={dialog}
      className="dialog"
      aria-label={t('palette.label')}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && dialog.current.close()}
    >
      <div className="palette-input">
        <Search aria-hidden size="1.125rem" />
        <input
          autoFocus
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={options[current] ? `${listId}-${current}` : undefined}
          aria-label={t('palette.label')}
          placeholder={t('palette.placeholder')}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div className="palette-list" role="listbox" id={listId} aria-label={t('palette.results')}>
        {options.map((option, i) => (
          <div key={option.id} role="presentation">
            {option.group !== options[i - 1]?.group && (
              <div className="palette-group" role="presentation">
                {t(`palette.${option.group}`)}
              </div>
            )}
            {/* Enter in the field runs the option; the list itself is never focused. */}
            {/* eslint-disable-next-line jsx-a11y/click-events-have-key-events */}
            <div
              role="option"
              tabIndex={-1}
              id={`${listId}-${i}`}
              aria-selected={i === current}
              className="palette-option"
              onPointerMove={() => setAt(i)}
              onClick={option.run}
            >
              {option.icon}
              <span>{option.words}</span>
              {option.hint && <span className="muted">{option.hint}</span>}
            </div>
          </div>
        ))}
      </div>
      {options.length === 0 && (
        <p className="palette-none" role="status">
          {searching ? t('loading') : t('palette.none', { text })}
        </p>
      )}
      <div className="palette-foot" aria-hidden>
        <span><kbd>↑</kbd> <kbd>↓</kbd> {t('palette.choose')}</span>
        <span><kbd>↵</kbd> {t('palette.open')}</span>
        <span><kbd>esc</kbd> {t('palette.close')}</span>
      </div>
    </dialog>
  );
}

function useOptions(text: string, onClose: () => void, onKeys: () => void): [readonly Option[], boolean] {
  const { t } = useTranslation();
  const user = useUser();
  const navigate = useNavigate();
  const { mode } = useTheme();
  const { mutate: signOut } = useLogout();
  const mayUpload = usePermission('event:capture');
  const mayTrace = usePermission('trace:read');
  const [nodes, searching] = useNodes(text);
  const go = (to: string) => () => {
    onClose();
    void navigate(to);
  };
  const act = (work: () => void) => () => {
    onClose();
    work();
  };
  const icon = (Icon: LucideIcon): ReactNode => <Icon aria-hidden size="1.0625rem" strokeWidth={1.75} />;
  const fixed: Option[] = [
    ...allowed(permissionsOf(user)).map((entry): Option => ({
      id: entry.path, group: 'pages', icon: icon(entry.icon), words: t(entry.name), hint: `g ${entry.key}`, run: go(entry.path),
    })),
    ...(mayUpload
      ? [{ id: 'upload', group: 'actions', icon: icon(Upload), words: t('palette.upload'), run: go('/captures?upload=1') }]
      : []),
    {
      id: 'theme', group: 'actions', icon: icon(mode === 'dark' ? Sun : Moon),
      words: t(mode === 'dark' ? 'palette.light' : 'palette.dark'),
      run: act(() => prefer({ theme: mode === 'dark' ? 'light' : 'dark' })),
    },
    { id: 'keys', group: 'actions', icon: icon(Keyboard), words: t('keys.title'), hint: '?', run: onKeys },
    { id: 'sign-out', group: 'actions', icon: icon(LogOut), words: t('menu.signOut'), run: act(() => signOut()) },
  ];
  const needle = text.trim().toLowerCase();
  const matching = fixed.filter((option) => option.words.toLowerCase().includes(needle));
  const found = nodes.map((node): Option => ({
    id: node.id,
    group: 'nodes',
    icon: <KindIcon kind={node.kind} size={17} />,
    words: node.lot_code ?? node.name ?? node.key,
    hint: [node.product_name ?? node.name, t(`kind.${node.kind}`, { defaultValue: node.kind })].filter(Boolean).join(' · '),
    run: go(mayTrace ? `/trace?node=${node.id}` : `/lots?node=${node.id}`),
  }));
  const more: Option[] =
    found.length === 8
      ? [{ id: 'more', group: 'nodes', icon: icon(ArrowRight), words: t('palette.more', { text }), run: go(`/lots?q=${encodeURIComponent(text)}`) }]
      : [];
  return [[...found, ...more, ...matching], searching];
}

function useNodes(text: string): [readonly LotNode[], boolean] {
  const may = usePermission('node:read');
  const { data, isFetching } = useNodeSearch(useDeferredValue(may ? text : ''));
  return [text.trim().length >= 2 ? (data?.items ?? []) : [], isFetching];
}
