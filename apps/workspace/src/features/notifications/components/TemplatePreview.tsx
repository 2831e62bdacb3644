import { FileCode2, Mail, Smartphone, SunMedium } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { useUser } from '@/ui/permissions';
import type { Filled } from '../api/templates';
import { FaultText } from './FaultText';

const looks = { mail: Mail, phone: Smartphone, workspace: SunMedium } as const;
type Look = keyof typeof looks;

interface TemplatePreviewProps {
  /** Null while the data cannot be read. */
  readonly filled: Filled | null;
  readonly language: string;
  readonly name: string;
}

/** What arrives: in a mailbox, on a telephone, and in the workspace and chats. */
export function TemplatePreview({ filled, language, name }: TemplatePreviewProps) {
  const { t } = useTranslation();
  const [look, setLook] = useState<Look>('mail');
  return (
    <section className="card template-preview" aria-label={t('templates.preview')}>
      <div className="tabs" role="group" aria-label={t('templates.preview')}>
        {(Object.keys(looks) as Look[]).map((one) => {
          const Icon = looks[one];
          return (
            <button key={one} type="button" aria-pressed={one === look} onClick={() => setLook(one)}>
              <Icon aria-hidden size="0.9375rem" /> {t(`templates.look.${one}`)}
            </button>
          );
        })}
      </div>
      <div lang={language} className="preview-stage">
        {!filled ? (
          <p className="muted preview-none">
            <FileCode2 aria-hidden size="1.25rem" /> {t('templates.sampleWrong.syntax')}
          </p>
        ) : look === 'mail' ? (
          <MailLook filled={filled} />
        ) : look === 'phone' ? (
          <PhoneLook filled={filled} />
        ) : (
          <WorkspaceLook filled={filled} name={name} />
        )}
      </div>
    </section>
  );
}

function MailLook({ filled }: { filled: Filled }) {
  const { t } = useTranslation();
  const user = useUser();
  const { subject, text, html, faults } = filled;
  return (
    <article className="mail">
      <header>
        <strong className="mail-subject">{faults.subject ? <FaultText fault={faults.subject} /> : subject || '…'}</strong>
        <span className="muted">{t('templates.mailTo', { address: user?.email })}</span>
      </header>
      {faults.html ? (
        <FaultText fault={faults.html} />
      ) : html !== null ? (
        // Without scripts, forms and an origin; nothing is loaded from elsewhere, as the page's own policy has it.
        <iframe className="mail-html" sandbox="" title={t('templates.part.html')} srcDoc={html} />
      ) : faults.text ? (
        <FaultText fault={faults.text} />
      ) : (
        <p className="mail-text">{text}</p>
      )}
    </article>
  );
}

/** What text messages hold in the alphabet of telephones; others have fewer. */
const oneSms = 160;

function PhoneLook({ filled }: { filled: Filled }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { short_text, faults } = filled;
  const fault = faults.short_text ?? faults.subject;
  const length = [...short_text].length;
  return (
    <div className="phone">
      <p className="phone-bubble">{fault ? <FaultText fault={fault} /> : short_text || '…'}</p>
      <span className={length > oneSms ? 'field-error' : 'muted'}>{t('templates.characters', { formatted: format.number(length), most: oneSms })}</span>
    </div>
  );
}

function WorkspaceLook({ filled, name }: { filled: Filled; name: string }) {
  const { subject, text, faults } = filled;
  return (
    <article className="mail">
      <header>
        <strong className="mail-subject">{faults.subject ? <FaultText fault={faults.subject} /> : subject || '…'}</strong>
        <span className="muted code">{name}</span>
      </header>
      {faults.text ? <FaultText fault={faults.text} /> : <p className="mail-text">{text}</p>}
    </article>
  );
}
