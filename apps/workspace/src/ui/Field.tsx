import { Input } from 'antd';
import { useId, type ReactNode } from 'react';

interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | null;
  /** Given the attributes that tie the control to label, hint and error. */
  readonly children: (attributes: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }) => ReactNode;
}

/** A control with its label, and what is wrong with it. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const about = error || hint ? `${id}-about` : undefined;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, ...(about && { 'aria-describedby': about }), ...(error && { 'aria-invalid': true as const }) })}
      {about && (
        <span id={about} className={error ? 'field-error' : 'field-hint'}>
          {error || hint}
        </span>
      )}
    </div>
  );
}

interface TextFieldProps extends Omit<FieldProps, 'children'> {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: 'text' | 'email' | 'password';
  readonly autoComplete?: string;
  readonly code?: boolean;
  readonly rows?: number;
}

export function TextField({ value, onChange, type = 'text', autoComplete = 'off', code = false, rows, ...field }: TextFieldProps) {
  return (
    <Field {...field}>
      {(attributes) => {
        const common = {
          ...attributes,
          value,
          autoComplete,
          spellCheck: false,
          ...(field.error && { status: 'error' as const }),
          ...(code && { className: 'code' }),
        };
        if (rows) return <Input.TextArea {...common} rows={rows} onChange={(event) => onChange(event.target.value)} />;
        if (type === 'password') return <Input.Password {...common} onChange={(event) => onChange(event.target.value)} />;
        return <Input {...common} type={type} onChange={(event) => onChange(event.target.value)} />;
      }}
    </Field>
  );
}
