import { Button, Input, type InputRef } from 'antd';
import { CircleAlert } from 'lucide-react';
import { useEffect, useRef, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useSearchParams } from 'react-router';
import { api } from '@/api';
import { asProblem, type ApiProblem } from '@/api/problem';
import { changeLanguage, languageNames, languages } from '@/i18n';
import { Mark } from '@/ui/Logo';
import { useUser } from '@/ui/permissions';
import { FlowPicture } from '../components/FlowPicture';
import './sign-in.css';

/** For everyone, from a phone to a wall: two fields, one button, and what the place is about. */
export function SignInPage() {
  const { t, i18n } = useTranslation();
  const user = useUser();
  const [search] = useSearchParams();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const emailField = useRef<InputRef>(null);
  const passwordField = useRef<InputRef>(null);
  useEffect(() => {
    document.title = `${t('signIn.title')} · FoodFlow`;
  }, [t]);

  if (user) return <Navigate replace to={safeTarget(search.get('to'))} />;

  const submit = async (event?: SyntheticEvent, tenant?: string): Promise<void> => {
    event?.preventDefault();
    if (!email.trim() || !password) {
      (email.trim() ? passwordField : emailField).current?.focus();
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      await api.signIn(email.trim(), password, tenant);
    } catch (error) {
      setProblem(asProblem(error));
      if (asProblem(error).tenants.length > 0) return;
      setPassword('');
      passwordField.current?.focus();
    } finally {
      setBusy(false);
    }
  };

  return (
    <div className="sign-in">
      <main className="sign-in-form">
        <div className="sign-in-brand">
          <Mark size={36} />
          <span>FoodFlow</span>
        </div>
        <form onSubmit={(event) => void submit(event)} noValidate>
          <h1>{t('signIn.title')}</h1>
          <p className="muted">{t('signIn.lead')}</p>
          <label htmlFor="email">{t('signIn.email')}</label>
          <Input
            id="email"
            ref={emailField}
            type="email"
            size="large"
            autoComplete="username"
            autoFocus
            required
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
          <label htmlFor="password">{t('signIn.password')}</label>
          <Input.Password
            id="password"
            ref={passwordField}
            size="large"
            autoComplete="current-password"
            required
            value={password}
            aria-describedby={problem ? 'sign-in-problem' : undefined}
            onChange={(event) => setPassword(event.target.value)}
          />
          <div role="alert" id="sign-in-problem">
            {problem && problem.tenants.length === 0 && (
              <p className="sign-in-problem">
                <CircleAlert aria-hidden size="1.125rem" />
                <span>{wordsFor(problem, t)}</span>
              </p>
            )}
          </div>
          {problem && problem.tenants.length > 0 && (
            <div className="sign-in-tenants" role="group" aria-labelledby="which-tenant">
              <p id="which-tenant">{t('signIn.which')}</p>
              {problem.tenants.map((tenant) => (
                <Button key={tenant.slug} block onClick={() => void submit(undefined, tenant.slug)}>
                  {tenant.name}
                </Button>
              ))}
            </div>
          )}
          <Button type="primary" htmlType="submit" size="large" block loading={busy}>
            {t('signIn.submit')}
          </Button>
        </form>
        <div className="sign-in-languages" role="group" aria-label={t('menu.language')}>
          {languages.map((language) => (
            <button
              key={language}
              type="button"
              lang={language}
              aria-pressed={i18n.language === language}
              onClick={() => void changeLanguage(language)}
            >
              {languageNames[language]}
            </button>
          ))}
        </div>
      </main>
      <FlowPicture />
    </div>
  );
}

function wordsFor(problem: ApiProblem, t: (key: string) => string): string {
  if (problem.status === 401) return t('signIn.wrong');
  if (problem.status === 429) return t('signIn.slowDown');
  if (problem.status === 0) return t('error.offlineText');
  return problem.detail ?? problem.title;
}

/** Only addresses inside the workspace. */
function safeTarget(to: string | null): string {
  return to !== null && /^\/(?![/\\])/.test(to) ? to : '/';
}
