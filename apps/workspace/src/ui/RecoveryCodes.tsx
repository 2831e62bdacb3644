import { Button } from 'antd';
import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from './CopyButton';
import './secret.css';

/** Codes that stand in for a lost device, shown once: to copy, to save, to print. */
export default function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const { t } = useTranslation();
  const text = codes.join('\n');
  return (
    <div className="recovery">
      <ul>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className="recovery-actions">
        <Button
          icon={<Download aria-hidden size="1em" />}
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(`${text}\n`)}`}
          download="foodflow-recovery-codes.txt"
        >
          {t('factor.save')}
        </Button>
        <CopyButton text={text} label={t('factor.copyCodes')} />
      </div>
    </div>
  );
}
