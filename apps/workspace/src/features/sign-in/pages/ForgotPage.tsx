import { Button, Input } from 'antd';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '@/api';
import { asProblem, type ApiProblem } from '@/api/problem';
import { Done } from '../components/Done';
import { Frame, ProblemLine } from '../components/Frame';

/** For whoever forgot the password: an address, and the same answer for everybody. */
export default function ForgotPage() {
  const { t, i18n } = useTranslation();
  const [email, setEmail] = useState('');
  const [sent, setSent] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);

  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (!email.trim()) return;
    setBusy(true);
    setProblem(null);
    try {
      await api.open('/auth/forgot-password', { email: email.trim(), language: i18n.language });
      setSent(true);
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Frame title={t('forgot.title')}>
      {sent ? (
        <Done title={t('forgot.sent')} text={t('forgot.sentText', { email: email.trim() })} />
      ) : (
        <form onSubmit={(event) => void submit(event)} noValidate>
          <h1>{t('forgot.title')}</h1>
          <p className="muted">{t('forgot.lead')}</p>
          <label htmlFor="email">{t('signIn.email')}</label>
          <Input
            id="email"
            type="email"
            size="large"
            autoComplete="username"
            autoFocus
            required
            value={email}
            aria-describedby="forgot-problem"
            onChange={(event) => setEmail(event.target.value)}
          />
          <ProblemLine id="forgot-problem" problem={problem} />
          <Button type="primary" htmlType="submit" size="large" block loading={busy}>
            {t('forgot.submit')}
          </Button>
          <Link className="sign-in-aside" to="/sign-in">{t('link.signIn')}</Link>
        </form>
      )}
    </Frame>
  );
}
