import { Button, Input } from 'antd';
import { useEffect, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '@/api';
import { asProblem, type ApiProblem } from '@/api/problem';
import { Frame, ProblemLine } from '../components/Frame';
import { NewPassword } from '../components/NewPassword';
import { useLink } from '../components/useLink';

interface Invitation {
  readonly email: string;
  readonly first_name?: string | null;
  readonly last_name?: string | null;
  readonly invited_by?: string | null;
  readonly tenant: string;
}

/** For somebody new: who invites, a name, a password. */
export default function InvitationPage() {
  const { t } = useTranslation();
  const token = useLink();
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  useEffect(() => {
    api.open<Invitation>('/auth/invitations/open', { token: token || '-' }).then(setInvitation, (error: unknown) => setProblem(asProblem(error)));
  }, [token]);
  return (
    <Frame title={t('invitation.title')}>
      {invitation ? (
        <Acceptance token={token} invitation={invitation} />
      ) : (
        <form aria-busy={problem === null}>
          <h1>{t('invitation.title')}</h1>
          <ProblemLine id="invitation-problem" problem={problem} />
          {problem && <Link className="sign-in-aside" to="/sign-in">{t('link.signIn')}</Link>}
        </form>
      )}
    </Frame>
  );
}

function Acceptance({ token, invitation }: { token: string; invitation: Invitation }) {
  const { t } = useTranslation();
  const [first, setFirst] = useState(invitation.first_name ?? '');
  const [last, setLast] = useState(invitation.last_name ?? '');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [done, setDone] = useState(false);

  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await api.open('/auth/invitations/accept', { token, first_name: first.trim(), last_name: last.trim(), password });
      setDone(true);
      await api.signIn(invitation.email, password);
      window.location.assign(import.meta.env.BASE_URL);
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };

  if (done && problem) {
    return (
      <div className="sign-in-done" role="status">
        <h1>{t('invitation.done')}</h1>
        <Link to="/sign-in">{t('link.signIn')}</Link>
      </div>
    );
  }
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <h1>{t('invitation.welcome', { tenant: invitation.tenant })}</h1>
      <p className="muted">
        {t(invitation.invited_by ? 'invitation.lead' : 'invitation.leadOwn', { by: invitation.invited_by, email: invitation.email })}
      </p>
      <div className="sign-in-pair">
        <div>
          <label htmlFor="first">{t('invitation.first')}</label>
          <Input id="first" size="large" required autoComplete="given-name" autoFocus={!first} value={first} onChange={(event) => setFirst(event.target.value)} />
        </div>
        <div>
          <label htmlFor="last">{t('invitation.last')}</label>
          <Input id="last" size="large" required autoComplete="family-name" value={last} onChange={(event) => setLast(event.target.value)} />
        </div>
      </div>
      <input type="hidden" autoComplete="username" value={invitation.email} readOnly />
      <NewPassword value={password} onChange={setPassword} problem="accept-problem" />
      <ProblemLine id="accept-problem" problem={problem} />
      <Button type="primary" htmlType="submit" size="large" block loading={busy}>
        {t('invitation.submit')}
      </Button>
    </form>
  );
}
