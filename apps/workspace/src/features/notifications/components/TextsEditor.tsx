import { Input } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/ui/Field';
import type { Data, TemplateFault } from '../api/mustache';
import { placesOf, type Part } from '../api/templates';
import { FaultText } from './FaultText';

interface TextsEditorProps {
  readonly language: string;
  readonly texts: Readonly<Record<Part, string>>;
  /** Null while it cannot be read. */
  readonly data: Data | null;
  readonly faults: Readonly<Partial<Record<Part, TemplateFault>>>;
  /** What the server refused a text for. */
  readonly faultOf: (part: Part) => string | null;
  readonly onChange: (part: Partial<Record<Part, string>>) => void;
}

const rows: Readonly<Record<Part, number>> = { subject: 1, text: 10, html: 8, short_text: 2 };

type Box = HTMLInputElement | HTMLTextAreaElement;

/** The texts of one language. A place for data is put in where the cursor stands. */
export function TextsEditor({ language, texts, data, faults, faultOf, onChange }: TextsEditorProps) {
  const { t } = useTranslation();
  const [withHtml, setWithHtml] = useState(texts.html !== '');
  const last = useRef<{ part: Part; box: Box } | null>(null);
  const insert = (tag: string): void => {
    const part = last.current?.part ?? 'text';
    const box = last.current?.box;
    const [from, to] = [box?.selectionStart ?? texts[part].length, box?.selectionEnd ?? texts[part].length];
    onChange({ [part]: texts[part].slice(0, from) + tag + texts[part].slice(to) });
    requestAnimationFrame(() => {
      box?.focus();
      box?.setSelectionRange(from + tag.length, from + tag.length);
    });
  };
  const field = (part: Part) => {
    const fault = faults[part];
    const refused = faultOf(part);
    return (
      <Field label={t(`templates.part.${part}`)} hint={t(`templates.partHint.${part}`)} error={refused}>
        {(attributes) => {
          const common = {
            ...attributes,
            lang: language,
            value: texts[part],
            className: part === 'html' ? 'code' : '',
            ...((refused || fault) && { status: 'error' as const }),
            onFocus: (event: { target: Box }) => {
              last.current = { part, box: event.target };
            },
            onChange: (event: { target: Box }) => onChange({ [part]: event.target.value }),
          };
          return (
            <>
              {part === 'subject' ? <Input {...common} /> : <Input.TextArea {...common} rows={rows[part]} />}
              {fault && !refused && <FaultText fault={fault} />}
            </>
          );
        }}
      </Field>
    );
  };
  const places = data ? placesOf(data) : [];
  return (
    <div className="form">
      {places.length > 0 && (
        <div className="places" role="group" aria-label={t('templates.places')}>
          <span className="muted">{t('templates.places')}</span>
          {places.map(({ name, tag }) => (
            <button key={name} type="button" className="place code" title={tag} onClick={() => insert(tag)}>
              {name}
            </button>
          ))}
        </div>
      )}
      {field('subject')}
      {field('text')}
      {withHtml ? (
        field('html')
      ) : (
        <button type="button" className="text-button template-html" onClick={() => setWithHtml(true)}>
          {t('templates.addHtml')}
        </button>
      )}
      {field('short_text')}
      <details className="template-help">
        <summary>{t('templates.help')}</summary>
        <dl>
          <Tag code="{{lot.code}}">{t('templates.helpValue')}</Tag>
          <Tag code="{{#lots}}{{code}}, {{/lots}}">{t('templates.helpList')}</Tag>
          <Tag code="{{.}}">{t('templates.helpItem')}</Tag>
          <Tag code="{{^lots}}…{{/lots}}">{t('templates.helpNone')}</Tag>
          <Tag code="{{#held}}…{{/held}}">{t('templates.helpIf')}</Tag>
          <Tag code="{{! … }}">{t('templates.helpComment')}</Tag>
        </dl>
        <p className="muted">{t('templates.helpMissing')}</p>
      </details>
    </div>
  );
}

function Tag({ code, children }: { code: string; children: string }) {
  return (
    <>
      <dt>
        <code className="code">{code}</code>
      </dt>
      <dd>{children}</dd>
    </>
  );
}
