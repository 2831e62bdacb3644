import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api';
import { asProblem } from '@/api/problem';
import { useUser } from '@/ui/permissions';
import { StateLine } from '@/ui/StateLine';

/** Whether the address is proved, and the letter that proves it. */
export function EmailCard() {
  const { t, i18n } = useTranslation();
  const user = useUser();
  const [said, setSaid] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  if (!user) return null;
  const ask = async (): Promise<void> => {
    setBusy(true);
    try {
      await api.json('/auth/verify-email/request', { method: 'POST', headers: { 'accept-language': i18n.language } });
      setSaid(t('account.letterSent', { email: user.email }));
    } catch (error) {
      const problem = asProblem(error);
      setSaid(problem.kind === 'mail-not-configured' ? t('forgot.noMail') : problem.message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <StateLine on={user.email_verified === true} text={t(user.email_verified ? 'account.emailProved' : 'account.emailOpen', { email: user.email })} />
      {!user.email_verified && <Button loading={busy} onClick={() => void ask()}>{t('account.prove')}</Button>}
      <p role="status" className="muted">{said}</p>
    </>
  );
}
