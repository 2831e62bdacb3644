import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { ChangeProblem } from '@/ui/Dialogs';
import { usePermission } from '@/ui/permissions';
import { StatusPill } from '@/ui/StateBadge';
import type { Status } from '@/ui/status';
import { useChange } from '@/ui/useChange';
import { useSandbox, useTenantChanges, type Sandbox } from '../api/tenants';
import { Loaded, Section } from './Section';

const meaning: Readonly<Record<Sandbox['state'], Status>> = { waiting: 'info', filling: 'info', filled: 'ok', failed: 'act', left: 'none' };

/** How far a sandbox is filled with the invented company's history, and filling it once more. */
export function SandboxFill({ id }: { id: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const sandbox = useSandbox(id);
  const { fillSandbox } = useTenantChanges();
  const change = useChange();
  const mayFill = usePermission('tenant:write');
  const busy = sandbox.data?.state === 'waiting' || sandbox.data?.state === 'filling';
  return (
    <Section
      title={t('tenant.sandbox')}
      text={t('sandbox.text')}
      actions={
        mayFill && (
          <Button loading={change.busy} disabled={busy || !sandbox.data} onClick={() => void change.run(() => fillSandbox(id))}>
            {t('sandbox.fill')}
          </Button>
        )
      }
    >
      <ChangeProblem problem={change.problem} />
      <Loaded query={sandbox} rows={1}>
        {({ state, progress, events, last_day, error }) => (
          <p className="sandbox-line">
            <StatusPill status={meaning[state]}>{state === 'filling' ? format.percent(progress) : t(`sandbox.state.${state}`)}</StatusPill>
            {events > 0 && <span>{t('sandbox.events', { count: events, number: format.number(events), day: format.date(last_day) })}</span>}
            {error && <span className="muted">{error}</span>}
          </p>
        )}
      </Loaded>
    </Section>
  );
}
