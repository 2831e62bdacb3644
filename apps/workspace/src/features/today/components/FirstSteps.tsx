import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { Circle, CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ChangeProblem } from '@/ui/Dialogs';
import { usePermission, useUser } from '@/ui/permissions';
import { useChange } from '@/ui/useChange';
import { sendTestMail, skipStep, useOnboarding } from '../api/today';

/** For whoever sets the company up: what is still to do, each a link to where it is done. Gone once nothing is open. */
export function FirstSteps() {
  const { t } = useTranslation();
  const user = useUser();
  const may = usePermission('tenant:write');
  const tenant = may ? user?.tenant.id : undefined;
  const [mailed, setMailed] = useState(false);
  const { data } = useOnboarding(tenant, mailed);
  const queries = useQueryClient();
  const change = useChange();
  if (!tenant || !data || data.dismissed || !data.steps.some(({ state }) => state === 'open')) return null;
  const skip = (step: string): void => void change.run(async () => queries.setQueryData(['onboarding', tenant], await skipStep(tenant, step)));
  const mail = (): void => void change.run(() => sendTestMail(tenant)).then(setMailed);
  const shown = data.steps.filter(({ state }) => state !== 'skipped');
  return (
    <section aria-labelledby="first-steps" className="card today-card first-steps">
      <div className="today-head">
        <h2 id="first-steps">{t('steps.title')}</h2>
        <span className="muted">{t('steps.done', { done: shown.filter(({ state }) => state === 'done').length, all: shown.length })}</span>
        <Button size="small" onClick={() => skip('all')}>{t('steps.hide')}</Button>
      </div>
      <ChangeProblem problem={change.problem} />
      <ul>
        {shown.map(({ step, state, page }) => (
          <li key={step} className={`today-row step-${state}`}>
            {state === 'done' ? <CircleCheck aria-label={t('steps.isDone')} size="1.125rem" /> : <Circle aria-label={t('steps.isOpen')} size="1.125rem" />}
            {state === 'done' || step === 'mail' ? <span className="today-words">{t(`steps.${step}`)}</span> : <Link to={page} className="today-words">{t(`steps.${step}`)}</Link>}
            {state === 'open' && step === 'mail' && (mailed ? <span className="muted" role="status">{t('steps.mailed')}</span> : <Button size="small" loading={change.busy} onClick={mail}>{t('steps.send')}</Button>)}
            {state === 'open' && (
              <Button size="small" type="text" aria-label={`${t('steps.skip')}: ${t(`steps.${step}`)}`} onClick={() => skip(step)}>{t('steps.skip')}</Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
