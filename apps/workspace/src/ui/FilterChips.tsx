import { Plus, X } from 'lucide-react';
import { Dropdown } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import './chips.css';

/** A filter that is on. It lives in the address, so the view is a link; the cross takes it off. */
export function Chip({ children, onRemove }: { children: ReactNode; onRemove: () => void }) {
  const { t } = useTranslation();
  return (
    <span className="chip">
      {children}
      <button type="button" onClick={onRemove} aria-label={t('filter.remove')}>
        <X aria-hidden size="0.875rem" />
      </button>
    </span>
  );
}

export interface Choice {
  readonly value: string;
  readonly label: ReactNode;
}

/** Offers the filters that are off. */
export function AddFilter({ label, choices, onAdd }: { label: string; choices: readonly Choice[]; onAdd: (value: string) => void }) {
  if (choices.length === 0) return null;
  return (
    <Dropdown
      autoFocus
      trigger={['click']}
      menu={{
        items: choices.map((choice) => ({ key: choice.value, label: choice.label })),
        onClick: ({ key }) => onAdd(key),
        style: { maxHeight: '60vh', overflow: 'auto' },
      }}
    >
      <button type="button" className="chip chip-add">
        <Plus aria-hidden size="0.875rem" />
        {label}
      </button>
    </Dropdown>
  );
}
