import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Drawer } from '@/ui/Dialogs';
import type { WithSecret } from '../api/applications';
import { Copied } from './Copied';

/** A secret, this once. */
export function SecretShown({ made, onClose }: { made: WithSecret; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Drawer
      title={t('applications.secretOf', { name: made.name })}
      onClose={onClose}
      foot={<Button type="primary" onClick={onClose}>{t('applications.kept')}</Button>}
    >
      <p>{t(made.client_secret ? 'applications.secretOnce' : 'applications.noSecret')}</p>
      <dl className="application-facts">
        <Copied name="client_id" text={made.id} />
        {made.client_secret && <Copied name="client_secret" text={made.client_secret} />}
      </dl>
    </Drawer>
  );
}
