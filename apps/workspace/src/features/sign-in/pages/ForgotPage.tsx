import { Button } from 'antd';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '@/api';
import { useChange } from '@/ui/useChange';
import { Done } from '../components/Done';
import { EmailField } from '../components/EmailField';
import { Frame, ProblemLine } from '../components/Frame';

/** For whoever forgot the password: an address, and the same answer for everybody. */
export default function ForgotPage() {
  const { t, i18n } = useTranslation();
  const [email, setEmail] = useState('');
  const [sent, setSent] = useState(false);
  const change = useChange();

  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (!email.trim()) return;
    if (await change.run(() => api.open('/auth/forgot-password', { email: email.trim(), language: i18n.language }))) setSent(true);
  };

  return (
    <Frame title={t('forgot.title')}>
      {sent ? (
        <Done title={t('forgot.sent')} text={t('forgot.sentText', { email: email.trim() })} />
      ) : (
        <form onSubmit={(event) => void submit(event)} noValidate>
          <h1>{t('forgot.title')}</h1>
          <p className="muted">{t('forgot.lead')}</p>
          <EmailField value={email} problem="forgot-problem" onChange={setEmail} />
          <ProblemLine id="forgot-problem" problem={change.problem} />
          <Button type="primary" htmlType="submit" size="large" block loading={change.busy}>
            {t('forgot.submit')}
          </Button>
          <Link className="sign-in-aside" to="/sign-in">{t('link.signIn')}</Link>
        </form>
      )}
    </Frame>
  );
}
