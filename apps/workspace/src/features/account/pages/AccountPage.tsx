import { useTranslation } from 'react-i18next';
import { Page } from '@/ui/Page';
import { useUser } from '@/ui/permissions';
import { LastSignIns } from '@/ui/SignIns';
import { ApplicationList } from '../components/ApplicationList';
import { EmailCard } from '../components/EmailCard';
import { IdentityList } from '../components/IdentityList';
import { SecondFactorCard } from '../components/SecondFactorCard';
import { SessionList } from '../components/SessionList';
import './account.css';

/** For everybody: who one is here, and what keeps the account one's own. */
export default function AccountPage() {
  const { t } = useTranslation();
  const user = useUser();
  const name = [user?.first_name, user?.last_name].filter(Boolean).join(' ');
  const roles = user?.roles.map((role) => t(`role.${role}`, { defaultValue: role.replaceAll('_', ' ') })).join(', ');
  return (
    <Page title={t('account.title')} state={[name, roles, user?.tenant.name].filter(Boolean).join(' · ')}>
      <div className="account">
        <section aria-labelledby="account-email">
          <h2 id="account-email">{t('account.email')}</h2>
          <EmailCard />
        </section>
        <IdentityList />
        <section aria-labelledby="account-factor">
          <h2 id="account-factor">{t('account.factor')}</h2>
          <p className="muted">{t('account.factorText')}</p>
          <SecondFactorCard />
        </section>
        <section aria-labelledby="account-sessions">
          <h2 id="account-sessions">{t('account.sessions')}</h2>
          <p className="muted">{t('account.sessionsText')}</p>
          <SessionList />
        </section>
        <ApplicationList />
        <section aria-labelledby="account-sign-ins">
          <h2 id="account-sign-ins">{t('signIns.last')}</h2>
          <p className="muted">{t('signIns.lastText')}</p>
          <LastSignIns />
        </section>
      </div>
    </Page>
  );
}
