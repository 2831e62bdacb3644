import { Button } from 'antd';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ChangeProblem, Drawer } from '@/ui/Dialogs';
import { TextField } from '@/ui/Field';
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
  const save = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (await change.run(() => setLimit(id, metric.metric, choice === 'own' ? Number(limit) : null, choice === 'none', reason.trim()))) onClose();
  };
  return (
    <Drawer
      title={t('metric.limitOf', { metric: t(`metric.${metric.metric}`, { defaultValue: metric.title }) })}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t('dialog.cancel')}</Button>
          <Button type="primary" htmlType="submit" form="limit-form" loading={change.busy}>
            {t('dialog.save')}
          </Button>
        </>
      }
    >
      <form id="limit-form" className="form" noValidate onSubmit={(event) => void save(event)}>
        <ChangeProblem problem={change.problem?.fields.length ? null : change.problem} />
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
      </form>
    </Drawer>
  );
}
