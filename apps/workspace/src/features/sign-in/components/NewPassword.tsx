import { Input } from 'antd';
import { useTranslation } from 'react-i18next';

export const shortestPassword = 12;

interface NewPasswordProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly problem: string;
}

/** A password to be chosen: length is all that is asked, and it is said before it is broken. */
export function NewPassword({ value, onChange, problem }: NewPasswordProps) {
  const { t } = useTranslation();
  return (
    <>
      <label htmlFor="new-password">{t('password.new')}</label>
      <Input.Password
        id="new-password"
        size="large"
        autoComplete="new-password"
        required
        minLength={shortestPassword}
        value={value}
        aria-describedby={`password-rule ${problem}`}
        onChange={(event) => onChange(event.target.value)}
      />
      <p className="muted sign-in-hint" id="password-rule">{t('password.rule')}</p>
    </>
  );
}
