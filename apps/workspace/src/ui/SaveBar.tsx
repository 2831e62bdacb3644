import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ChangeProblem } from './Dialogs';
import type { Change } from './useChange';

interface SaveBarProps {
  /** How many changes wait. */
  readonly changed: number;
  readonly change: Change;
  /** When they act. */
  readonly note: ReactNode;
  readonly disabled?: boolean;
  readonly onSave: () => void;
  readonly onDiscard: () => void;
}

/** What waits to be saved below a page that people change in several places. */
export function SaveBar({ changed, change, note, disabled = false, onSave, onDiscard }: SaveBarProps) {
  const { t } = useTranslation();
  const problem = change.unsaid();
  const marked = change.problem !== null && problem === null;
  return (
    <div className="save-bar no-print" data-on={changed > 0}>
      <ChangeProblem problem={problem} />
      <span role="status" className={marked ? 'field-error' : 'muted'}>
        {changed > 0 && (marked ? t('save.refused') : note)}
      </span>
      <Button disabled={changed === 0} onClick={onDiscard}>
        {t('save.discard')}
      </Button>
      <Button type="primary" disabled={changed === 0 || disabled} loading={change.busy} onClick={onSave}>
        {changed > 0 ? t('save.count', { count: changed }) : t('dialog.save')}
      </Button>
    </div>
  );
}
