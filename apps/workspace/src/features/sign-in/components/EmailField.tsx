import { Input, type InputRef } from 'antd';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';

interface EmailFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  readonly ref?: Ref<InputRef>;
  /** Id of what says why it did not work. */
  readonly problem?: string;
}

/** Whose account it is: the first field of every page that asks. */
export function EmailField({ value, onChange, onBlur, ref, problem }: EmailFieldProps) {
  const { t } = useTranslation();
  return (
    <>
      <label htmlFor="email">{t('signIn.email')}</label>
      <Input
        id="email"
        ref={ref}
        type="email"
        size="large"
        autoComplete="username"
        autoFocus
        required
        value={value}
        aria-describedby={problem}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onBlur}
      />
    </>
  );
}
