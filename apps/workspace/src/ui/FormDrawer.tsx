import { Button } from 'antd';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ChangeProblem, Drawer } from './Dialogs';
import type { Change } from './useChange';

interface FormDrawerProps {
  readonly title: ReactNode;
  readonly subtitle?: ReactNode;
  /** The button's word for what the form does. */
  readonly verb: string;
  /** The change that the form asks for; what its fields were refused for stands beside them. */
  readonly change: Change;
  /** Whether something is still missing that the form says itself. */
  readonly unready?: boolean;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A drawer with one form in it: Enter sends it, Escape leaves it. */
export function FormDrawer({ title, subtitle, verb, change, unready = false, onSubmit, onClose, children }: FormDrawerProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <Drawer
      title={title}
      subtitle={subtitle && <span className="muted">{subtitle}</span>}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t('dialog.cancel')}</Button>
          <Button type="primary" htmlType="submit" form={id} loading={change.busy} disabled={unready}>
            {verb}
          </Button>
        </>
      }
    >
      <form
        id={id}
        className="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!unready) onSubmit();
        }}
      >
        <ChangeProblem problem={change.unsaid()} />
        {children}
      </form>
    </Drawer>
  );
}
