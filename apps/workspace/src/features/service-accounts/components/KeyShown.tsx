import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '@/ui/CopyButton';
import type { Keyed } from '../api';

/** A key, this once. Only a deliberate click closes it. */
export function KeyShown({ keyed, onClose }: { keyed: Keyed; onClose: () => void }) {
  const { t } = useTranslation();
  const lines = [['client_id', keyed.client_id], ['client_secret', keyed.client_secret]] as const;
  return (
    <Modal
      open
      closable={false}
      maskClosable={false}
      keyboard={false}
      title={t('serviceAccounts.keyOf', { name: keyed.name })}
      footer={<Button type="primary" onClick={onClose}>{t('serviceAccounts.keyKept')}</Button>}
    >
      <p>{t('serviceAccounts.keyOnce')}</p>
      <dl className="service-key">
        {lines.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <code>{value}</code>
              <CopyButton text={value} label={t('serviceAccounts.copy', { name })} />
            </dd>
          </div>
        ))}
      </dl>
      <p className="muted">{t('serviceAccounts.exchange')}</p>
      <pre className="service-call" aria-label={t('serviceAccounts.exchange')}>{`curl ${window.location.origin}/auth/token \\\n  -u "$CLIENT_ID:$CLIENT_SECRET" \\\n  -d grant_type=client_credentials`}</pre>
    </Modal>
  );
}
