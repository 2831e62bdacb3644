import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Condition } from '../api/conditions';

interface ConditionsProps {
  readonly conditions: readonly Condition[];
  readonly faultOf: (part: string) => string | null;
  readonly onChange: (conditions: readonly Condition[]) => void;
}

/** What parts of an event have to be for it to count. */
export function Conditions({ conditions, faultOf, onChange }: ConditionsProps) {
  const { t } = useTranslation();
  const put = (index: number, part: Partial<Condition>): void => onChange(conditions.map((one, n) => (n === index ? { ...one, ...part } : one)));
  return (
    <>
      {conditions.map((one, index) => {
        const fault = faultOf(one.part.trim());
        return (
          <div key={index} className="condition-row">
            <input className="select code" aria-label={t('subscriptions.part')} placeholder="success" value={one.part} onChange={(event) => put(index, { part: event.target.value })} />
            <span aria-hidden>=</span>
            <input className="select code" aria-label={t('subscriptions.value')} placeholder="false" value={one.value} onChange={(event) => put(index, { value: event.target.value })} />
            <button type="button" className="icon-button" aria-label={t('subscriptions.removeCondition', { part: one.part })} onClick={() => onChange(conditions.filter((_, n) => n !== index))}>
              <X aria-hidden size="1rem" />
            </button>
            {fault && <span className="field-error">{fault}</span>}
          </div>
        );
      })}
      <button type="button" className="text-button" onClick={() => onChange([...conditions, { part: '', value: '' }])}>
        <Plus aria-hidden size="0.875em" /> {t('subscriptions.addCondition')}
      </button>
    </>
  );
}
