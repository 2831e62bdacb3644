import { Button } from 'antd';
import { PenLine } from 'lucide-react';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordRef } from '@/api/signatures';
import { lazy } from '@/i18n/lazy';
import { usePermission } from './permissions';

const SignDialog = lazy(() => import('./SignDialog'));

/** Opens the dialog that signs a record, for those who may. */
export function SignButton({ record }: { record: RecordRef }) {
  const { t } = useTranslation();
  const may = usePermission('signature:sign');
  const [open, setOpen] = useState(false);
  if (!may) return null;
  return (
    <>
      <Button icon={<PenLine aria-hidden size="1em" />} onClick={() => setOpen(true)}>
        {t('signing.open')}
      </Button>
      {open && (
        <Suspense>
          <SignDialog record={record} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
