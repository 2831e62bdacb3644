import { Button, Input } from 'antd';
import { lazy, Suspense, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api';
import { asProblem, type ApiProblem } from '@/api/problem';
import type { Secret } from '@/ui/Enrolment';
import { ErrorState, Skeleton } from '@/ui/Feedback';
import { StateLine } from '@/ui/StateLine';
import { useFactor, useRefresh } from '../api/account';

const Enrolment = lazy(() => import('@/ui/Enrolment'));
const RecoveryCodes = lazy(() => import('@/ui/RecoveryCodes'));

type Step = { at: 'still' } | { at: 'password' } | { at: 'scan'; secret: Secret } | { at: 'codes'; codes: readonly string[] } | { at: 'off' };

/** The second factor: on or off, and the way from one to the other. */
export function SecondFactorCard() {
  const { t } = useTranslation();
  const factor = useFactor();
  const refresh = useRefresh();
  const [step, setStep] = useState<Step>({ at: 'still' });
  if (factor.isError) return <ErrorState error={factor.error} onRetry={() => void factor.refetch()} />;
  if (!factor.data) return <Skeleton rows={2} />;
  const { enabled, required, recovery_codes_left } = factor.data;
  const still = (): void => setStep({ at: 'still' });
  const done = async (next: Step): Promise<void> => {
    await refresh('second-factor');
    setStep(next);
  };

  return (
    <>
      <StateLine on={enabled} text={enabled ? t('factor.on', { count: recovery_codes_left }) : t(required ? 'factor.offRequired' : 'factor.off')} />
      {step.at === 'still' && (
        <Button type={enabled ? 'default' : 'primary'} onClick={() => setStep({ at: enabled ? 'off' : 'password' })}>
          {t(enabled ? 'factor.turnOff' : 'factor.turnOn')}
        </Button>
      )}
      {step.at === 'password' && (
        <ProofForm
          fields={['password']}
          submit={t('factor.next')}
          send={async ({ password }) => setStep({ at: 'scan', secret: await api.json<Secret>('/auth/totp', { method: 'POST', json: { password } }) })}
          onCancel={still}
        />
      )}
      {step.at === 'scan' && (
        <>
          <Suspense><Enrolment secret={step.secret} /></Suspense>
          <ProofForm
            fields={['code']}
            submit={t('factor.turnOn')}
            send={async ({ code }) => {
              const { recovery_codes } = await api.json<{ recovery_codes: readonly string[] }>('/auth/totp/confirm', { method: 'POST', json: { code } });
              await done({ at: 'codes', codes: recovery_codes });
            }}
            onCancel={still}
          />
        </>
      )}
      {step.at === 'codes' && (
        <>
          <p>{t('factor.codesLead')}</p>
          <Suspense><RecoveryCodes codes={step.codes} /></Suspense>
          <Button type="primary" onClick={still}>{t('factor.kept')}</Button>
        </>
      )}
      {step.at === 'off' && (
        <ProofForm
          fields={['password', 'code']}
          submit={t('factor.turnOff')}
          send={async (proof) => {
            await api.json('/auth/totp/disable', { method: 'POST', json: proof });
            await done({ at: 'still' });
          }}
          onCancel={still}
        />
      )}
    </>
  );
}

interface ProofFormProps {
  readonly fields: readonly ('password' | 'code')[];
  readonly submit: string;
  readonly send: (proof: { password?: string; code?: string }) => Promise<void>;
  readonly onCancel: () => void;
}

/** Proves once more who sits here. */
function ProofForm({ fields, submit, send, onCancel }: ProofFormProps) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const onSubmit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await send({ ...(fields.includes('password') && { password }), ...(fields.includes('code') && { code: code.trim() }) });
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className="account-form" onSubmit={(event) => void onSubmit(event)} noValidate>
      {fields.includes('password') && (
        <div>
          <label htmlFor="proof-password">{t('signIn.password')}</label>
          <Input.Password id="proof-password" autoFocus autoComplete="current-password" value={password} onChange={(event) => setPassword(event.target.value)} />
        </div>
      )}
      {fields.includes('code') && (
        <div>
          <label htmlFor="proof-code">{t('factor.code')}</label>
          <Input id="proof-code" autoFocus={fields.length === 1} autoComplete="one-time-code" inputMode="numeric" value={code} onChange={(event) => setCode(event.target.value)} />
        </div>
      )}
      <div role="alert">
        {problem && <p className="account-problem">{problem.kind === 'proof-refused' ? t(fields.length === 2 ? 'factor.wrongBoth' : fields[0] === 'code' ? 'signIn.wrongCode' : 'factor.wrongPassword') : problem.message}</p>}
      </div>
      <div className="account-buttons">
        <Button type="primary" htmlType="submit" loading={busy}>{submit}</Button>
        <Button onClick={onCancel}>{t('account.cancel')}</Button>
      </div>
    </form>
  );
}
