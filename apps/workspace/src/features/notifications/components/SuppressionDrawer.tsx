import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '@/ui/Field';
import { FormDrawer } from '@/ui/FormDrawer';
import { useChange } from '@/ui/useChange';
import { suppressedKinds, useSuppressionChanges, type SuppressedKind, type Suppression } from '../api/suppressions';

/** Has nothing sent to an address any more. */
export function SuppressionDrawer({ onClose, onAdded }: { onClose: () => void; onAdded: (suppression: Suppression) => void }) {
  const { t } = useTranslation();
  const { add } = useSuppressionChanges();
  const [kind, setKind] = useState<SuppressedKind>('email');
  const [address, setAddress] = useState('');
  const [detail, setDetail] = useState('');
  const change = useChange();
  return (
    <FormDrawer
      title={t('suppressions.add')}
      verb={t('suppressions.add')}
      change={change}
      onSubmit={() => void change.run(async () => onAdded(await add({ kind, address, ...(detail && { detail }) })))}
      onClose={onClose}
    >
      <fieldset className="fieldset">
        <legend>{t('channels.kindTitle')}</legend>
        {suppressedKinds.map((one) => (
          <label key={one} className="check">
            <input type="radio" name="kind" checked={kind === one} onChange={() => setKind(one)} />
            <span className="check-title">{t(`channels.kind.${one}`)}</span>
          </label>
        ))}
      </fieldset>
      <TextField label={t('subscriptions.address')} hint={kind === 'sms' ? t('channels.numberHint') : null} value={address} error={change.fault('address')} onChange={setAddress} />
      <TextField label={t('suppressions.detail')} hint={t('suppressions.detailHint')} value={detail} error={change.fault('detail')} onChange={setDetail} />
    </FormDrawer>
  );
}
