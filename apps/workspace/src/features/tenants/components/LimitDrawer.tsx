import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '@/ui/Field';
import { FormDrawer } from '@/ui/FormDrawer';
import { useChange } from '@/ui/useChange';
import { useTenantChanges, type Metric } from '../api/tenants';

type Choice = 'plan' | 'own' | 'none';
const choices: readonly Choice[] = ['plan', 'own', 'none'];

/** Gives a company another limit than its plan does, with the reason. */
export function LimitDrawer({ id, metric, onClose }: { id: string; metric: Metric; onClose: () => void }) {
  const { t } = useTranslation();
  const { setLimit } = useTenantChanges();
  const change = useChange();
  const [choice, setChoice] = useState<Choice>(metric.limit_source !== 'platform' ? 'plan' : typeof metric.limit === 'number' ? 'own' : 'none');
  const [limit, setNumber] = useState(String(metric.limit ?? ''));
  const [reason, setReason] = useState('');
  const save = async (): Promise<void> => {
    if (await change.run(() => setLimit(id, metric.metric, choice === 'own' ? Number(limit) : null, choice === 'none', reason.trim()))) onClose();
  };
  return (
    <FormDrawer
      title={t('metric.limitOf', { metric: t(`metric.${metric.metric}`, { defaultValue: metric.title }) })}
      verb={t('dialog.save')}
      change={change}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <fieldset className="fieldset">
        <legend>{t('metric.limit')}</legend>
        {choices.map((one) => (
          <label key={one} className="check">
            <input type="radio" name="limit" checked={choice === one} onChange={() => setChoice(one)} />
            <span className="check-title">{t(`metric.choice.${one}`)}</span>
            <span className="check-text">{t(`metric.choiceText.${one}`)}</span>
          </label>
        ))}
      </fieldset>
      {choice === 'own' && <TextField label={t('metric.number')} value={limit} error={change.fault('limit')} onChange={setNumber} />}
      <TextField label={t('tenant.reason')} hint={t('metric.reasonHint')} value={reason} error={change.fault('reason')} onChange={setReason} />
    </FormDrawer>
  );
}
