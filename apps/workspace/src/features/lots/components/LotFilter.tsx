import { Search, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import '@/ui/search.css';

/** Narrows the list while one types; the address follows a moment later. */
export function LotFilter({ value, onChange }: { value: string; onChange: (text: string) => void }) {
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
      <Search aria-hidden size="1rem" />
      <input
        type="search"
        aria-label={t('lots.search')}
        placeholder={t('lots.searchHint')}
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
