import { Plus, X } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import '@/ui/chips.css';

interface PickFilterProps {
  readonly label: string;
  /** What is offered while somebody types; anything else can be typed, too. */
  readonly offered: readonly string[];
  readonly onPick: (value: string) => void;
}

/** A filter that is off. Opened, it takes what is typed, and offers what is in sight. */
export function PickFilter({ label, offered, onPick }: PickFilterProps) {
  const { t } = useTranslation();
  const id = useId();
  const [text, setText] = useState<string | null>(null);
  if (text === null) {
    return (
      <button type="button" className="chip chip-add" onClick={() => setText('')}>
        <Plus aria-hidden size="0.875rem" />
        {label}
      </button>
    );
  }
  const pick = (value: string): void => {
    if (value.trim() !== '') onPick(value.trim());
    setText(null);
  };
  return (
    <form
      className="chip audit-pick"
      onSubmit={(event) => {
        event.preventDefault();
        pick(text);
      }}
    >
      <input
        autoFocus
        list={id}
        aria-label={label}
        placeholder={label}
        value={text}
        autoComplete="off"
        spellCheck={false}
        onKeyDown={(event) => event.key === 'Escape' && setText(null)}
        onChange={(event) => {
          // A choice of the list comes as a whole, and needs no Enter.
          if (offered.includes(event.target.value) && !(event.nativeEvent as InputEvent).inputType) pick(event.target.value);
          else setText(event.target.value);
        }}
      />
      <datalist id={id}>
        {offered.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      <button type="button" onClick={() => setText(null)} aria-label={t('dialog.cancel')}>
        <X aria-hidden size="0.875rem" />
      </button>
    </form>
  );
}
