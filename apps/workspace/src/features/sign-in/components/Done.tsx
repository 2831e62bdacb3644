import { CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

/** It worked; the way on. */
export function Done({ title, text }: { title: string; text: string }) {
  const { t } = useTranslation();
  return (
    <div className="sign-in-done" role="status">
      <CircleCheck aria-hidden size="2rem" strokeWidth={1.6} />
      <h1>{title}</h1>
      <p className="muted">{text}</p>
      <Link to="/sign-in">{t('link.signIn')}</Link>
    </div>
  );
}
