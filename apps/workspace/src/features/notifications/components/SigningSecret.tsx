import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '@/ui/CopyButton';
import { Confirm } from '@/ui/Dialogs';
import { useChange } from '@/ui/useChange';
import { useChannelChanges, type Channel } from '../api/channels';

const overlaps = [0, 24, 72, 168] as const;

/** Gives a web hook another secret, after asking for how long the one before goes on counting. */
export function RotateSecret({ channel, onRotated, onClose }: { channel: Channel; onRotated: (channel: Channel) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const { rotate } = useChannelChanges();
  const [hours, setHours] = useState<number>(24);
  const change = useChange();
  return (
    <Confirm
      title={t('channels.rotateTitle', { name: channel.name })}
      verb={t('channels.rotate')}
      danger={hours === 0}
      change={change}
      onConfirm={() => void change.run(async () => onRotated(await rotate(channel, hours)))}
      onClose={onClose}
    >
      <p>{t('channels.rotateText')}</p>
      <fieldset className="fieldset">
        <legend>{t('channels.overlap')}</legend>
        {overlaps.map((one) => (
          <label key={one} className="check">
            <input type="radio" name="overlap" checked={hours === one} onChange={() => setHours(one)} />
            <span className="check-title">{one === 0 ? t('channels.overlapNone') : t('channels.hours', { count: one })}</span>
          </label>
        ))}
      </fieldset>
    </Confirm>
  );
}

const check = `import { Webhook } from "standardwebhooks";

const message = new Webhook(process.env.FOODFLOW_SECRET)
  .verify(rawBody, request.headers);`;

/** What a web hook's messages are signed by, this once. Only a deliberate click closes it. */
export function SecretShown({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const { t } = useTranslation();
  const secret = channel.signing_secret ?? '';
  return (
    <Modal
      open
      closable={false}
      maskClosable={false}
      keyboard={false}
      title={t('channels.signingOf', { name: channel.name })}
      footer={<Button type="primary" onClick={onClose}>{t('channels.signingKept')}</Button>}
    >
      <div className="signing">
        <p>{t('channels.signingOnce')}</p>
        <span className="signing-secret">
          <code className="code">{secret}</code>
          <CopyButton text={secret} label={t('channels.signingCopy')} />
        </span>
        <p className="muted">{t('channels.signingHow')}</p>
        <pre className="code signing-check" aria-label={t('channels.signingHow')}>{check}</pre>
      </div>
    </Modal>
  );
}
