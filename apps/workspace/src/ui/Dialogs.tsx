import { Button } from 'antd';
import { OctagonAlert, X } from 'lucide-react';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiProblem } from '@/api/problem';
import { CopyButton } from './CopyButton';
import type { Change } from './useChange';
import './dialogs.css';

interface DialogProps {
  readonly title: ReactNode;
  readonly subtitle?: ReactNode;
  readonly onClose: () => void;
  readonly foot?: ReactNode;
  readonly children: ReactNode;
}

/** A sheet over the right side for one thing to do or to read; the page behind waits. Escape closes it. */
export function Drawer(props: DialogProps) {
  return <Sheet {...props} className="drawer" />;
}

interface ConfirmProps {
  readonly title: string;
  /** The button's words: a verb and what it touches. */
  readonly verb: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly change: Change;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Asks before what cannot be undone, and says what it touches. */
export function Confirm({ title, verb, danger = true, disabled = false, change, onConfirm, onClose, children }: ConfirmProps) {
  const { t } = useTranslation();
  return (
    <Sheet
      className="confirm"
      title={title}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t('dialog.cancel')}</Button>
          <Button type="primary" danger={danger} disabled={disabled} loading={change.busy} onClick={onConfirm}>
            {verb}
          </Button>
        </>
      }
    >
      {children}
      <ChangeProblem problem={change.unsaid()} />
    </Sheet>
  );
}

/** Why a change was refused, beside the button that asked for it. */
export function ChangeProblem({ problem }: { problem: ApiProblem | null }) {
  const { t } = useTranslation();
  if (!problem) return null;
  return (
    <div className="change-problem" role="alert">
      <OctagonAlert aria-hidden size="1.125rem" />
      <div>
        <strong>{problem.status === 0 ? t('error.offline') : problem.title}</strong>
        {problem.fields.length === 0 && <p>{problem.status === 0 ? t('error.offlineText') : problem.detail}</p>}
        {problem.fields.map((field, i) => (
          <p key={i}>{field.message}</p>
        ))}
        {problem.traceId && problem.status >= 500 && (
          <p className="muted">
            {t('error.traceId')} <code className="code">{problem.traceId}</code>
            <CopyButton text={problem.traceId} label={t('error.copyTraceId')} />
          </p>
        )}
      </div>
    </div>
  );
}

const firstField = ':is(.sheet-body :is(input, select, textarea), .sheet-body:not(:has(input, select, textarea)) + .sheet-foot button)';

function Sheet({ title, subtitle, onClose, foot, children, className }: DialogProps & { readonly className: string }) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    dialog.current?.showModal();
    // Not on the cross, where the browser begins: what is typed belongs into the first field, and Enter must not delete.
    dialog.current?.querySelector<HTMLElement>(firstField)?.focus();
  }, []);
  return (
    // A click beside the sheet closes it; keyboards have Escape, which the element brings along.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events
    <dialog
      ref={dialog}
      className={`sheet ${className}`}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && dialog.current.close()}
    >
      <div className="sheet-head">
        <div>
          <h2 id={titleId}>{title}</h2>
          {subtitle}
        </div>
        <button type="button" className="icon-button" onClick={() => dialog.current?.close()} aria-label={t('dialog.close')}>
          <X aria-hidden size="1.125rem" />
        </button>
      </div>
      {/* Focusable, so that a long sheet scrolls by keyboard (WCAG 2.1.1). */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="sheet-body" tabIndex={0} role="group" aria-labelledby={titleId}>
        {children}
      </div>
      {foot && <div className="sheet-foot">{foot}</div>}
    </dialog>
  );
}
