import { Search as SearchIcon, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import './search.css';

interface SearchProps {
  readonly value: string;
  readonly label: string;
  readonly hint: string;
  readonly onChange: (text: string) => void;
}

/** Narrows a list while one types; the address follows a moment later. */
export function Search({ value, label, hint, onChange }: SearchProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState(value);
  if (seen !== value) {
    // The address changed from elsewhere (Back, the palette): follow it.
    setSeen(value);
    setText(value);
  }
  useEffect(() => {
    if (text.trim() === value) return undefined;
    const timer = setTimeout(() => onChange(text.trim()), 200);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return (
    <div className="search" data-page-search>
      <SearchIcon aria-hidden size="1rem" />
      <input
        type="search"
        aria-label={label}
        placeholder={hint}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') {
            event.preventDefault();
            document.querySelector<HTMLElement>('tr[tabindex="0"]')?.focus();
          }
        }}
      />
      {text && (
        <button type="button" className="icon-button" onClick={() => setText('')} aria-label={t('lots.clearSearch')}>
          <X aria-hidden size="0.875rem" />
        </button>
      )}
    </div>
  );
}
