import { Button, Input } from 'antd';
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/ui/Field';
import { alone, isNetwork } from '../api/networks';
import { entriesOf } from '../api/policy';
import { Hint } from './Hint';
import type { RuleProps } from './PolicyForm';

interface NetworkRuleProps extends RuleProps {
  /** The address one comes from oneself, where it is known. */
  readonly ip: string | null;
  /** Whether the list would keep its author out. */
  readonly out: boolean;
}

/** From where people may sign in; whoever would lock himself out is told before he saves. */
export function NetworkRule({ draft, put, fault, ip, out }: NetworkRuleProps) {
  const { t } = useTranslation();
  const entries = entriesOf(draft.networks);
  const wrong = entries.filter((entry) => !isNetwork(entry));
  const notOne = wrong.length > 0 ? t('policy.networkWrong', { entry: wrong.join(', ') }) : null;
  // That the author himself is kept out is said below, with the way out of it.
  const shown = notOne ?? (out ? null : fault);
  return (
    <>
      <Field label={t('policy.networksLabel')} hint={t('policy.networksHint')} error={shown}>
        {(attributes) => (
          <Input.TextArea
            {...attributes}
            className="code"
            autoSize={{ minRows: 2, maxRows: 8 }}
            spellCheck={false}
            placeholder="10.1.0.0/16"
            {...(shown && { status: 'error' as const })}
            value={draft.networks}
            onChange={(event) => put({ networks: event.target.value })}
          />
        )}
      </Field>
      {entries.length === 0 && <Hint>{t('policy.networksOff')}</Hint>}
      {ip !== null && out && (
        <Hint tone="act">
          <p>{t('policy.networksOut', { ip })}</p>
          <Button size="small" icon={<Plus aria-hidden size="1em" />} onClick={() => put({ networks: [...entries, alone(ip)].join('\n') })}>
            {t('policy.networksAdd', { ip })}
          </Button>
        </Hint>
      )}
      {ip !== null && !out && entries.length > 0 && notOne === null && <Hint>{t('policy.networksIn', { ip })}</Hint>}
    </>
  );
}
