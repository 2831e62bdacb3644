import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from './CopyButton';
import { Drawer } from './Dialogs';
import './secret.css';

interface LinkShownProps {
  readonly title: string;
  readonly link: string;
  readonly onClose: () => void;
  /** Whom to hand it to, and how long it works. */
  readonly children: ReactNode;
}

/** A link that opens an account, this once: where no mail is sent, somebody hands it over. */
export function LinkShown({ title, link, onClose, children }: LinkShownProps) {
  const { t } = useTranslation();
  // An installation that was not told its address gives the path alone; this page is at the same address.
  const whole = new URL(link, window.location.origin).href;
  return (
    <Drawer
      title={title}
      onClose={onClose}
      foot={
        <Button type="primary" onClick={onClose}>
          {t('invite.linkKept')}
        </Button>
      }
    >
      <div className="link-shown">
        <p>{t('invite.linkLead')}</p>
        <div className="link-box">
          <code>{whole}</code>
          <CopyButton text={whole} label={t('invite.linkCopy')} />
        </div>
        {children}
      </div>
    </Drawer>
  );
}
