import { Search } from 'lucide-react';
import { useDeferredValue, useId, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNodeSearch } from '@/api/nodes';
import type { LotNode } from '@/api/types';
import { KindIcon } from './kinds';
import './search.css';

interface NodeSearchProps {
  readonly label: string;
  readonly placeholder: string;
  readonly big?: boolean;
  readonly onNode: (node: LotNode) => void;
  /** Enter without a choice: a code, URN or Digital Link as typed or scanned. */
  readonly onText: (text: string) => void;
}

/** Finds any node by lot code, name or identifier. A combobox with a list, as ARIA describes it. */
export function NodeSearch({ label, placeholder, big = false, onNode, onText }: NodeSearchProps) {
  const { t } = useTranslation();
  const listId = useId();
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const { data, isError } = useNodeSearch(useDeferredValue(text));
  const items = text.trim().length >= 2 && data && !isError ? data.items : [];
  const shown = open && items.length > 0;

  const choose = (node: LotNode): void => {
    setOpen(false);
    setText('');
    onNode(node);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') {
      setOpen(true);
      setAt(Math.min(items.length - 1, at + 1));
    } else if (event.key === 'ArrowUp') setAt(Math.max(-1, at - 1));
    else if (event.key === 'Escape' && shown) setOpen(false);
    else if (event.key === 'Enter') {
      const node = shown ? items[at] : undefined;
      if (node) choose(node);
      else if (text.trim() !== '') {
        setOpen(false);
        onText(text);
      }
    } else return;
    event.preventDefault();
  };

  return (
    <div className={big ? 'search search-big' : 'search'} data-page-search>
      <Search aria-hidden size="1rem" />
      <input
        role="combobox"
        type="text"
        aria-label={label}
        aria-expanded={shown}
        aria-controls={shown ? listId : undefined}
        aria-autocomplete="list"
        aria-activedescendant={shown && at >= 0 ? `${listId}-${at}` : undefined}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setOpen(true);
          setAt(-1);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      {shown && (
        <ul className="search-list" id={listId} role="listbox" aria-label={t('palette.results')}>
          {items.map((node, i) => (
            // The field keeps the keyboard; Enter there chooses.
            // eslint-disable-next-line jsx-a11y/click-events-have-key-events
            <li
              key={node.id}
              id={`${listId}-${i}`}
              role="option"
              aria-selected={i === at}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(node)}
            >
              <KindIcon kind={node.kind} />
              <span className={node.lot_code ? 'code' : undefined}>{node.lot_code ?? node.name ?? node.key}</span>
              <span className="muted">{node.product_name ?? node.location_name ?? t(`kind.${node.kind}`, { defaultValue: node.kind })}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
