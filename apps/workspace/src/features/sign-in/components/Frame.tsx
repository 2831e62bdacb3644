import { CircleAlert } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiProblem } from '@/api/problem';
import { changeLanguage, languageNames, languages } from '@/i18n';
import { Mark } from '@/ui/Logo';
import { FlowPicture } from './FlowPicture';
import '../pages/sign-in.css';

/** What stands around every page outside the workspace: the mark, the languages, and what the place is about. */
export function Frame({ title, children }: { title: string; children: ReactNode }) {
  const { t, i18n } = useTranslation();
  useEffect(() => {
    document.title = `${title} · FoodFlow`;
  }, [title]);
  return (
    <div className="sign-in">
      <main className="sign-in-form">
        <div className="sign-in-brand">
          <Mark size={36} />
          <span>FoodFlow</span>
        </div>
        {children}
        <div className="sign-in-languages" role="group" aria-label={t('menu.language')}>
          {languages.map((language) => (
            <button
              key={language}
              type="button"
              lang={language}
              aria-pressed={i18n.language === language}
              onClick={() => void changeLanguage(language)}
            >
              {languageNames[language]}
            </button>
          ))}
        </div>
      </main>
      <FlowPicture />
    </div>
  );
}

/** Why it did not work. Always there, so that screen readers hear what comes. */
export function ProblemLine({ id, problem }: { id: string; problem: ApiProblem | null }) {
  const { t } = useTranslation();
  return (
    <div role="alert" id={id}>
      {problem && (
        <p className="sign-in-problem">
          <CircleAlert aria-hidden size="1.125rem" />
          <span>{wordsFor(problem, t)}</span>
        </p>
      )}
    </div>
  );
}

const words: Readonly<Record<string, string>> = {
  'wrong-credentials': 'signIn.wrong',
  'tenant-suspended': 'signIn.suspended',
  'address-not-allowed': 'signIn.address',
  'wrong-code': 'signIn.wrongCode',
  'challenge-refused': 'signIn.again',
  'ticket-refused': 'signIn.refused.request_used',
  'sso-required': 'signIn.refused.sso_required',
  'link-refused': 'link.refused',
  'mail-not-configured': 'forgot.noMail',
  'email-taken': 'invitation.taken',
};

function wordsFor(problem: ApiProblem, t: (key: string) => string): string {
  const known = words[problem.kind];
  if (known) return t(known);
  if (problem.status === 401) return t('signIn.wrong');
  if (problem.status === 429) return t('signIn.slowDown');
  if (problem.status === 0) return t('error.offlineText');
  const field = problem.fields[0];
  if (field?.field === 'password') return t(field.rule === 'common' ? 'password.common' : 'password.rule');
  return problem.detail ?? problem.title;
}
