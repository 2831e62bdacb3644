import { Button } from 'antd';
import { Check, ShieldCheck } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { api } from '@/api';
import { asProblem, type ApiProblem } from '@/api/problem';
import { useUser } from '@/ui/permissions';
import { Frame, ProblemLine } from '../components/Frame';
import './connect.css';

/** What an application asks of the person, as the provider shows it to the browser that the request came from. */
interface Asked {
  readonly application: string;
  readonly tenant: { readonly slug: string; readonly name: string };
  readonly login_hint?: string;
  readonly asks: readonly string[];
  readonly next: 'sign_in' | 'another_user' | 'agree' | 'go';
}

/** For somebody who signs in to another application with the account here: who asks, for what, yes or no. */
export default function ConnectPage() {
  const { t } = useTranslation();
  const user = useUser();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const request = `/oidc/${encodeURIComponent(search.get('tenant') ?? '')}/requests/${encodeURIComponent(search.get('request') ?? '')}`;
  const [asked, setAsked] = useState<Asked | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const decided = useRef(false);

  const decide = useCallback(async (allow: boolean): Promise<void> => {
    if (decided.current) return;
    decided.current = true;
    setBusy(true);
    setProblem(null);
    try {
      const answer = await api.json<{ readonly continue: string }>(`${request}/decision`, { method: 'POST', json: { allow } });
      window.location.replace(answer.continue);
    } catch (error) {
      decided.current = false;
      setBusy(false);
      setProblem(asProblem(error));
    }
  }, [request]);

  useEffect(() => {
    let stale = false;
    api
      .restore()
      .then(() => api.get<Asked>(request))
      .then(
        (found) => {
          if (stale) return;
          setAsked(found);
          if (found.next === 'go') void decide(true);
        },
        (error: unknown) => !stale && setProblem(asProblem(error)),
      );
    return () => {
      stale = true;
    };
  }, [request, decide]);

  /** The sign-in in this browser ends here only: what others do with it goes on. */
  const signIn = (): void => {
    api.session.end();
    void navigate(`/sign-in?to=${encodeURIComponent(`/connect?${search.toString()}`)}`);
  };

  if (!asked || asked.next === 'go') {
    return (
      <Frame title={t('connect.title')}>
        <form aria-busy={problem === null}>
          <h1>{t('connect.title')}</h1>
          <ProblemLine id="connect-problem" problem={problem} />
          {problem && <p className="muted">{t('connect.beginAgain')}</p>}
        </form>
      </Frame>
    );
  }
  const company = asked.tenant.name;
  if (asked.next !== 'agree') {
    const why = asked.next === 'another_user' ? 'connect.anotherUser' : user ? 'connect.signInAgain' : 'connect.signIn';
    return (
      <Frame title={t('connect.title')}>
        <form onSubmit={(event) => { event.preventDefault(); signIn(); }}>
          <h1>{t('connect.heading', { application: asked.application })}</h1>
          <p className="muted">{t(why, { application: asked.application, company })}</p>
          {asked.login_hint && <p className="connect-who">{asked.login_hint}</p>}
          <Button type="primary" htmlType="submit" size="large" block autoFocus>
            {t('signIn.submit')}
          </Button>
        </form>
      </Frame>
    );
  }
  return (
    <Frame title={t('connect.title')}>
      <form onSubmit={(event) => { event.preventDefault(); void decide(true); }}>
        <h1>{t('connect.heading', { application: asked.application })}</h1>
        <p className="connect-who">
          <ShieldCheck aria-hidden size="1.125rem" />
          <span>{user?.email}</span>
        </p>
        <p className="muted">{t('connect.lead', { application: asked.application, company })}</p>
        <ul className="connect-asks">
          {asked.asks.map((ask) => (
            <li key={ask}>
              <Check aria-hidden size="1rem" />
              <span>{t(`connect.asks.${ask.replace('claim:', 'claim_')}`)}</span>
            </li>
          ))}
        </ul>
        <ProblemLine id="connect-problem" problem={problem} />
        <Button type="primary" htmlType="submit" size="large" block loading={busy}>
          {t('connect.allow')}
        </Button>
        <Button className="connect-refuse" size="large" block disabled={busy} onClick={() => void decide(false)}>
          {t('connect.refuse')}
        </Button>
        <Button type="link" className="connect-other" disabled={busy} onClick={signIn}>
          {t('connect.other')}
        </Button>
      </form>
    </Frame>
  );
}
