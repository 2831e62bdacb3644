import { Button } from 'antd';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '@/api';
import { useChange } from '@/ui/useChange';
import { Done } from '../components/Done';
import { Frame, ProblemLine } from '../components/Frame';
import { NewPassword } from '../components/NewPassword';
import { useLink } from '../components/useLink';

/** For whoever followed the link of a letter: one field. */
export default function ResetPage() {
  const { t } = useTranslation();
  const token = useLink();
  const [password, setPassword] = useState('');
  const [done, setDone] = useState(false);
  const change = useChange();

  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (await change.run(() => api.open('/auth/reset-password', { token, password }))) {
      api.session.end();
      setDone(true);
    }
  };

  return (
    <Frame title={t('reset.title')}>
      {done ? (
        <Done title={t('reset.done')} text={t('reset.doneText')} />
      ) : (
        <form onSubmit={(event) => void submit(event)} noValidate>
          <h1>{t('reset.title')}</h1>
          <p className="muted">{t('reset.lead')}</p>
          <NewPassword value={password} onChange={setPassword} problem="reset-problem" />
          <ProblemLine id="reset-problem" problem={change.problem} />
          <Button type="primary" htmlType="submit" size="large" block loading={change.busy}>
            {t('reset.submit')}
          </Button>
          {change.problem?.kind === 'link-refused' && <Link className="sign-in-aside" to="/forgot-password">{t('reset.newLink')}</Link>}
        </form>
      )}
    </Frame>
  );
}
