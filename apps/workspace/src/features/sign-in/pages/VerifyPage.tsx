import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '@/api';
import { asProblem, type ApiProblem } from '@/api/problem';
import { Done } from '../components/Done';
import { Frame, ProblemLine } from '../components/Frame';
import { useLink } from '../components/useLink';

/** For whoever confirms an address: nothing to do but to come here. */
export default function VerifyPage() {
  const { t } = useTranslation();
  const token = useLink();
  const [state, setState] = useState<'asking' | 'done' | ApiProblem>('asking');
  useEffect(() => {
    api.open('/auth/verify-email', { token: token || '-' }).then(
      () => setState('done'),
      (error: unknown) => setState(asProblem(error)),
    );
  }, [token]);
  return (
    <Frame title={t('verify.title')}>
      {state === 'done' ? (
        <Done title={t('verify.done')} text={t('verify.doneText')} />
      ) : (
        <form aria-busy={state === 'asking'}>
          <h1>{t('verify.title')}</h1>
          <ProblemLine id="verify-problem" problem={state === 'asking' ? null : state} />
          {state !== 'asking' && <Link className="sign-in-aside" to="/sign-in">{t('link.signIn')}</Link>}
        </form>
      )}
    </Frame>
  );
}
