import { Button, Input, type InputRef } from 'antd';
import { Suspense, useCallback, useEffect, useRef, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useSearchParams } from 'react-router';
import { api } from '@/api';
import type { Leaving, Welcome } from '@/api/client';
import { ApiProblem, asProblem, type Sso } from '@/api/problem';
import { lazy } from '@/i18n/lazy';
import { useUser } from '@/ui/permissions';
import { EmailField } from '../components/EmailField';
import { Frame, ProblemLine } from '../components/Frame';

const SecondFactor = lazy(() => import('../components/SecondFactor').then((module) => ({ default: module.SecondFactor })));
const Arrival = lazy(() => import('../components/Arrival').then((module) => ({ default: module.Arrival })));
const RecoveryCodes = lazy(() => import('@/ui/RecoveryCodes'));

/** Why a sign-in by a provider can end. Anybody can lead people here with another word, so no other is shown. */
const reasons = new Set(
  ('unknown_request request_used other_browser provider_unavailable provider_unreachable provider_wrong wrong_issuer cancelled provider_refused code_refused ' +
    'id_token_refused userinfo_refused sign_in_too_old email_missing email_not_verified domain_not_verified no_account no_role other_person user_disabled platform_administrator ' +
    'groups_left_out address_not_allowed quota_exceeded').split(' '),
);

interface Challenge {
  readonly text: string;
  readonly enrol: boolean;
}

/** For everyone, from a phone to a wall: two fields, one button, and what the place is about. */
export function SignInPage() {
  const { t } = useTranslation();
  const user = useUser();
  const [search] = useSearchParams();
  const [challenge, setChallenge] = useState<Challenge | null>(null);
  const refused = search.get('sso_refused');
  const [problem, setProblem] = useState<ApiProblem | null>(() =>
    refused === null || !reasons.has(refused) ? null : new ApiProblem(403, { detail: t(`signIn.refused.${refused}`, { defaultValue: t('signIn.refused.other', { reason: refused }) }) }),
  );
  const [ticket, setTicket] = useState(() => /^#sso=(.+)$/.exec(window.location.hash)?.[1] ?? null);
  const [welcome, setWelcome] = useState<Welcome | null>(null);

  const enter = useCallback((entered: Welcome): void => {
    if (entered.recovery_codes) setWelcome(entered);
    else api.begin(entered);
  }, []);
  const failed = useCallback((why: ApiProblem): void => {
    setTicket(null);
    if (why.challenge) setChallenge({ text: why.challenge, enrol: why.kind === 'second-factor-enrolment-due' });
    else setProblem(why);
  }, []);
  // The ticket leaves the address once the page stands.
  useEffect(() => {
    if (ticket) window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
  }, [ticket]);

  if (welcome) return <Codes welcome={welcome} onKept={() => setWelcome(null)} />;
  if (user) return <Navigate replace to={safeTarget(search.get('to'))} />;

  return (
    <Frame title={t('signIn.title')}>
      {ticket ? (
        <Suspense fallback={<form aria-busy />}>
          <Arrival ticket={ticket} onWelcome={enter} onProblem={failed} />
        </Suspense>
      ) : challenge ? (
        <Suspense fallback={<form aria-busy />}>
          <SecondFactor
            challenge={challenge.text}
            enrol={challenge.enrol}
            onWelcome={enter}
            onAgain={(why) => {
              setProblem(why);
              setChallenge(null);
            }}
          />
        </Suspense>
      ) : (
        <PasswordForm
          before={problem}
          to={safeTarget(search.get('to'))}
          onChallenge={(text, enrol) => setChallenge({ text, enrol })}
        />
      )}
    </Frame>
  );
}

interface PasswordFormProps {
  /** Why the person is back here. */
  readonly before: ApiProblem | null;
  /** Page of the workspace to go to in the end. */
  readonly to: string;
  readonly onChallenge: (challenge: string, enrol: boolean) => void;
}

function PasswordForm({ before, to, onChallenge }: PasswordFormProps) {
  const { t } = useTranslation();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState(before);
  const [busy, setBusy] = useState(false);
  const [sso, setSso] = useState<Sso | null>(null);
  const [leaving, setLeaving] = useState<Leaving | null>(null);
  useEffect(() => void api.leaving.then(setLeaving), []);
  const asked = useRef('');
  const emailField = useRef<InputRef>(null);
  const passwordField = useRef<InputRef>(null);

  const leave = (home: Sso): void =>
    window.location.assign(`${home.start_url}?to=${encodeURIComponent(`/app${to}`)}&login_hint=${encodeURIComponent(email.trim())}`);

  /** A provider is offered to people of its domain alone. */
  const change = (next: string): void => {
    if (domainOf(next) !== domainOf(email)) {
      asked.current = '';
      setSso(null);
    }
    setEmail(next);
  };

  /** Beside what the person does: whoever has a password goes on typing. */
  const discover = async (): Promise<void> => {
    const domain = domainOf(email);
    if (!domain.includes('.') || domain === asked.current) return;
    asked.current = domain;
    const found = await api.open<{ readonly sso: Sso | null }>('/auth/sso/discover', { email: email.trim() }).catch(() => null);
    if (asked.current === domain) setSso(found?.sso ?? null);
  };

  const submit = async (event?: SyntheticEvent, tenant?: string): Promise<void> => {
    event?.preventDefault();
    if (sso && !password) return leave(sso);
    if (!email.trim() || !password) {
      (email.trim() ? passwordField : emailField).current?.focus();
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      await api.signIn(email.trim(), password, tenant);
    } catch (error) {
      const failed = asProblem(error);
      if (failed.challenge) return onChallenge(failed.challenge, failed.kind === 'second-factor-enrolment-due');
      setProblem(failed);
      if (failed.sso) setSso(failed.sso);
      if (failed.tenants.length > 0) return;
      setPassword('');
      passwordField.current?.focus();
    } finally {
      setBusy(false);
    }
  };

  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <h1>{t('signIn.title')}</h1>
      <p className="muted">{t('signIn.lead')}</p>
      <div role="status">
        {leaving && (
          <p>
            {t('signIn.leaving', { name: leaving.provider })} <a href={leaving.end_session_url}>{t('signIn.leave')}</a>
          </p>
        )}
      </div>
      <EmailField ref={emailField} value={email} onChange={change} onBlur={() => void discover()} />
      <div role="status">
        {sso && (
          <Button type="primary" size="large" block onClick={() => leave(sso)}>
            {t('signIn.with', { name: sso.name })}
          </Button>
        )}
      </div>
      <label htmlFor="password">{t('signIn.password')}</label>
      <Input.Password
        id="password"
        ref={passwordField}
        size="large"
        autoComplete="current-password"
        required
        value={password}
        aria-describedby="sign-in-problem"
        onChange={(event) => setPassword(event.target.value)}
      />
      <Link className="sign-in-forgot" to="/forgot-password">{t('signIn.forgot')}</Link>
      <ProblemLine id="sign-in-problem" problem={problem && problem.tenants.length === 0 ? problem : null} />
      {problem && problem.tenants.length > 0 && (
        <div className="sign-in-tenants" role="group" aria-labelledby="which-tenant">
          <p id="which-tenant">{t('signIn.which')}</p>
          {problem.tenants.map((tenant, i) => (
            <Button key={tenant.slug} block autoFocus={i === 0} onClick={() => void submit(undefined, tenant.slug)}>
              {tenant.name}
            </Button>
          ))}
        </div>
      )}
      <Button type={sso ? 'default' : 'primary'} htmlType="submit" size="large" block loading={busy}>
        {t(sso ? 'signIn.byPassword' : 'signIn.submit')}
      </Button>
    </form>
  );
}

/** Recovery codes come once: nobody goes on before having seen them. */
function Codes({ welcome, onKept }: { welcome: Welcome; onKept: () => void }) {
  const { t } = useTranslation();
  return (
    <Frame title={t('factor.codes')}>
      <div className="sign-in-codes">
        <h1>{t('factor.codes')}</h1>
        <p className="muted">{t('factor.codesLead')}</p>
        <Suspense>
          <RecoveryCodes codes={welcome.recovery_codes ?? []} />
        </Suspense>
        <Button type="primary" size="large" block onClick={() => {
            onKept();
            api.begin(welcome);
          }}>
          {t('factor.kept')}
        </Button>
      </div>
    </Frame>
  );
}

const domainOf = (email: string): string => email.trim().split('@')[1] ?? '';

/** Only addresses inside the workspace. */
function safeTarget(to: string | null): string {
  return to !== null && /^\/(?![/\\])/.test(to) ? to : '/';
}
