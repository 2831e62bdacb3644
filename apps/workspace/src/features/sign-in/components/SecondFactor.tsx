import { Button, Input } from 'antd';
import { lazy, Suspense, useEffect, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api';
import type { Welcome } from '@/api/client';
import { asProblem, type ApiProblem } from '@/api/problem';
import type { Secret } from '@/ui/Enrolment';
import { ProblemLine } from './Frame';

const Enrolment = lazy(() => import('@/ui/Enrolment'));

interface SecondFactorProps {
  readonly challenge: string;
  /** Whether the person has to set a second factor up first. */
  readonly enrol: boolean;
  readonly onWelcome: (welcome: Welcome) => void;
  /** The time for a code is over: begin with the password. */
  readonly onAgain: (problem: ApiProblem | null) => void;
}

/** The second step of a sign-in: a code of the authenticator application, or of the paper with recovery codes. */
export function SecondFactor({ challenge, enrol, onWelcome, onAgain }: SecondFactorProps) {
  const { t } = useTranslation();
  const [secret, setSecret] = useState<Secret | null>(null);
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (!enrol) return;
    api.open<Secret>('/auth/login/totp/enrol', { challenge }).then(setSecret, (error: unknown) => setProblem(asProblem(error)));
  }, [enrol, challenge]);

  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (!code.trim()) return;
    setBusy(true);
    setProblem(null);
    try {
      onWelcome(await api.signInWithCode(challenge, code.trim()));
    } catch (error) {
      const failed = asProblem(error);
      if (failed.kind === 'challenge-refused') onAgain(failed);
      setProblem(failed);
      setCode('');
    } finally {
      setBusy(false);
    }
  };

  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <h1>{t(enrol ? 'factor.setUp' : 'factor.title')}</h1>
      <p className="muted">{t(enrol ? 'factor.setUpLead' : 'factor.lead')}</p>
      {enrol && secret && (
        <Suspense>
          <Enrolment secret={secret} />
        </Suspense>
      )}
      <label htmlFor="code">{t('factor.code')}</label>
      <Input
        id="code"
        size="large"
        autoFocus
        required
        autoComplete="one-time-code"
        inputMode={enrol ? 'numeric' : 'text'}
        value={code}
        aria-describedby={enrol ? 'code-problem' : 'code-problem code-hint'}
        onChange={(event) => setCode(event.target.value)}
      />
      {!enrol && <p className="muted sign-in-hint" id="code-hint">{t('factor.lost')}</p>}
      <ProblemLine id="code-problem" problem={problem} />
      <Button type="primary" htmlType="submit" size="large" block loading={busy}>
        {t('factor.submit')}
      </Button>
      <Button type="link" className="sign-in-aside" onClick={() => onAgain(null)}>
        {t('link.signIn')}
      </Button>
    </form>
  );
}
