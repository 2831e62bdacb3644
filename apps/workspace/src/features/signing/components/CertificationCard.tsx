import { Button, Input } from 'antd';
import { PenLine } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { ErrorState, Skeleton } from '@/ui/Feedback';
import { Field, TextField } from '@/ui/Field';
import { FormDrawer } from '@/ui/FormDrawer';
import { usePermission } from '@/ui/permissions';
import { StateLine } from '@/ui/StateLine';
import { useChange } from '@/ui/useChange';
import { useCertification, useSigningChanges, type Certification } from '../api/signing';
import { Card } from './Card';

/** The letter to the agency: whether it was sent, by whom, where it is found. */
export function CertificationCard() {
  const { t } = useTranslation();
  const format = useFormat();
  const mayWrite = usePermission('signing_policy:write');
  const { data, error, refetch } = useCertification();
  const [open, setOpen] = useState(false);
  const certified = Boolean(data?.certified_on);
  return (
    <Card title={t('certification.title')} text={t('certification.text')} clause="11.100(c)">
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Skeleton rows={2} />
      ) : (
        <>
          <StateLine on={certified} text={certified ? t('certification.done', { when: format.date(`${data.certified_on}T12:00:00`) }) : t('certification.none')} />
          {certified && (
            <dl className="facts">
              <dt>{t('certification.signatory')}</dt>
              <dd>{data.signatory}</dd>
              <dt>{t('certification.sentTo')}</dt>
              <dd>{data.sent_to}</dd>
              {data.reference && (
                <>
                  <dt>{t('certification.reference')}</dt>
                  <dd>{data.reference}</dd>
                </>
              )}
            </dl>
          )}
          {mayWrite && (
            <div>
              <Button icon={<PenLine aria-hidden size="1em" />} onClick={() => setOpen(true)}>
                {t('certification.note')}
              </Button>
            </div>
          )}
          {open && <Letter before={data} onClose={() => setOpen(false)} />}
        </>
      )}
    </Card>
  );
}

function Letter({ before, onClose }: { before: Certification; onClose: () => void }) {
  const { t } = useTranslation();
  const { certify } = useSigningChanges();
  const change = useChange();
  const [letter, setLetter] = useState({ certified_on: before.certified_on ?? '', signatory: before.signatory ?? '', sent_to: before.sent_to ?? '', reference: before.reference ?? '' });
  const put = (name: keyof typeof letter) => (value: string) => setLetter((now) => ({ ...now, [name]: value }));
  const submit = async (): Promise<void> => {
    const { reference, ...rest } = letter;
    if (await change.run(() => certify(before, { ...rest, reference: reference.trim() || null }))) onClose();
  };
  return (
    <FormDrawer
      title={t('certification.title')}
      verb={t('dialog.save')}
      change={change}
      unready={letter.certified_on === '' || letter.signatory.trim() === '' || letter.sent_to.trim() === ''}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <Field label={t('certification.day')} error={change.fault('certified_on')}>
        {(attributes) => <Input {...attributes} type="date" value={letter.certified_on} onChange={(event) => put('certified_on')(event.target.value)} />}
      </Field>
      <TextField label={t('certification.signatory')} hint={t('certification.signatoryHint')} value={letter.signatory} onChange={put('signatory')} error={change.fault('signatory')} />
      <TextField label={t('certification.sentTo')} value={letter.sent_to} onChange={put('sent_to')} error={change.fault('sent_to')} />
      <TextField label={t('certification.reference')} hint={t('certification.referenceHint')} value={letter.reference} onChange={put('reference')} error={change.fault('reference')} />
    </FormDrawer>
  );
}
