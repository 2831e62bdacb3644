import { Minus, PenLine, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry, FieldChange } from '../api/audit';
import { isAbsent, itemsOf, textOf } from '../api/words';

const folded = 180;

/** What differs, field by field: what was there, and what is there now. */
export function Changes({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation();
  if (entry.changes.length === 0) return <p className="muted">{t('audit.noChanges')}</p>;
  return (
    <ul className="changes">
      {entry.changes.map((change) => (
        <Changed key={change.field} change={change} />
      ))}
    </ul>
  );
}

function Changed({ change }: { change: FieldChange }) {
  const { t } = useTranslation();
  const kind = isAbsent(change.old) ? 'added' : isAbsent(change.new) ? 'removed' : 'changed';
  const Icon = { added: Plus, removed: Minus, changed: PenLine }[kind];
  const items = itemsOf(change.old, change.new);
  return (
    <li className={`change change-${kind}`}>
      <span className="change-field">
        <Icon aria-hidden size="0.875rem" strokeWidth={2.25} />
        <span className="visually-hidden">{t(`audit.change.${kind}`)}: </span>
        <code className="code">{change.field || t('audit.whole')}</code>
      </span>
      <div className="change-values">
        {items ? (
          items.map(({ item, on }, i) => {
            const As = on === 'both' ? 'span' : on === 'old' ? 'del' : 'ins';
            return (
              <As key={i}>
                <span className="change-text">{item}</span>
              </As>
            );
          })
        ) : (
          <>
            {!isAbsent(change.old) && (
              <del>
                <Value value={change.old} />
              </del>
            )}
            {!isAbsent(change.new) && (
              <ins>
                <Value value={change.new} />
              </ins>
            )}
          </>
        )}
      </div>
    </li>
  );
}

function Value({ value }: { value: unknown }) {
  const { t } = useTranslation();
  const text = textOf(value);
  if (text === '') return <em className="muted">{t('audit.emptyValue')}</em>;
  if (text.length <= folded) return <span className="change-text">{text}</span>;
  return (
    <details className="change-text">
      <summary>{text.slice(0, folded)}…</summary>
      {text}
    </details>
  );
}
