import { QRCode } from 'antd';
import { useTranslation } from 'react-i18next';
import { CopyButton } from './CopyButton';
import './secret.css';

/** What the server gives for an authenticator application, once. */
export interface Secret {
  readonly secret: string;
  readonly otpauth_uri: string;
}

/** A secret to scan, or to type where there is no camera. The code is drawn here: the secret goes nowhere else. */
export default function Enrolment({ secret }: { secret: Secret }) {
  const { t } = useTranslation();
  return (
    <div className="enrolment">
      <div className="enrolment-code">
        {/* The picture says nothing that the secret beside it does not say in letters. */}
        <span className="visually-hidden">{t('factor.qr')}</span>
        <QRCode aria-hidden type="svg" value={secret.otpauth_uri} size={168} bordered={false} color="#10181f" bgColor="#ffffff" />
      </div>
      <div>
        <p>{t('factor.scan')}</p>
        <p className="muted">{t('factor.type')}</p>
        <p className="secret-line">
          <code>{secret.secret.replace(/(.{4})(?!$)/g, '$1 ')}</code>
          <CopyButton text={secret.secret} label={t('factor.copy')} />
        </p>
      </div>
    </div>
  );
}
