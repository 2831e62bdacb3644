import { Button } from 'antd';
import { Send } from 'lucide-react';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ChangeProblem } from '@/ui/Dialogs';
import { TextField } from '@/ui/Field';
import { useUser } from '@/ui/permissions';
import { useChange } from '@/ui/useChange';
import { testTo, type Channel, type TestResult } from '../api/channels';
import { TestResultView } from './TestResultView';

interface TestFormProps {
  readonly channel: Channel;
  readonly disabled?: boolean;
  readonly onSend: (to: string | null) => Promise<TestResult>;
  readonly children?: ReactNode;
}

/** Sends one message through a channel, and shows what the receiver answered. */
export function TestForm({ channel, disabled = false, onSend, children }: TestFormProps) {
  const { t } = useTranslation();
  const user = useUser();
  const wanted = testTo(channel);
  const [to, setTo] = useState(wanted === 'address' ? (user?.email ?? '') : '');
  const [result, setResult] = useState<TestResult | null>(null);
  const change = useChange();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setResult(null);
    void change.run(async () => setResult(await onSend(wanted === 'address' || wanted === 'number' ? to : null)));
  };
  return (
    <form className="form test-form" noValidate onSubmit={submit}>
      {children}
      {wanted === 'own' && <p className="muted">{t('channels.testOwn', { address: user?.email })}</p>}
      {(wanted === 'address' || wanted === 'number') && (
        <TextField
          label={t('deliveries.to')}
          hint={wanted === 'number' ? t('channels.numberHint') : null}
          value={to}
          error={change.fault('to')}
          onChange={setTo}
        />
      )}
      <Button htmlType="submit" icon={<Send aria-hidden size="1em" />} loading={change.busy} disabled={disabled}>
        {t('channels.test')}
      </Button>
      <ChangeProblem problem={change.unsaid()} />
      <div role="status">{result && <TestResultView result={result} />}</div>
    </form>
  );
}
