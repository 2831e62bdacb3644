import { Button } from 'antd';
import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Drawer } from '@/ui/Dialogs';
import { ErrorState, Skeleton } from '@/ui/Feedback';
import { Time } from '@/ui/Time';
import { diff } from '../api/diff';
import { formOf, noTexts, parts, useTemplate, useTemplateVersions, type Template } from '../api/templates';
import { useLanguageName } from './languages';

interface TemplateHistoryProps {
  readonly template: Template;
  readonly mayWrite: boolean;
  readonly onClose: () => void;
  /** Takes the words of an older version into the editor. */
  readonly onBack: (old: Template) => void;
}

/** The versions there were, what each differs in from the one of now, and the way back to it. */
export function TemplateHistory({ template, mayWrite, onClose, onBack }: TemplateHistoryProps) {
  const { t } = useTranslation();
  const { data: versions, error, refetch } = useTemplateVersions(template.id);
  const [chosen, setChosen] = useState<number | null>(null);
  const version = chosen ?? versions?.find((one) => one.version !== template.version)?.version ?? null;
  const { data: old } = useTemplate(version === null ? null : template.id, version);
  return (
    <Drawer
      title={t('templates.history')}
      onClose={onClose}
      foot={
        mayWrite && old && old.version !== template.version && (
          <Button type="primary" icon={<RotateCcw aria-hidden size="1em" />} onClick={() => onBack(old)}>
            {t('templates.goBack', { version: old.version })}
          </Button>
        )
      }
    >
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !versions ? (
        <Skeleton rows={5} />
      ) : versions.length < 2 ? (
        <p className="muted">{t('templates.onlyVersion')}</p>
      ) : (
        <>
          <ol className="versions" reversed>
            {versions.map((one) => (
              <li key={one.version}>
                <button type="button" aria-pressed={one.version === version} disabled={one.version === template.version} onClick={() => setChosen(one.version)}>
                  <strong className="number">{one.version}</strong>
                  <span>{one.changed_by}</span>
                  <span className="muted">{one.version === template.version ? t('templates.now') : <Time at={one.changed_at} />}</span>
                </button>
              </li>
            ))}
          </ol>
          {old ? <Differences before={old} after={template} /> : <Skeleton rows={4} />}
        </>
      )}
    </Drawer>
  );
}

/** What differs between two versions, text by text and line by line. */
function Differences({ before, after }: { before: Template; after: Template }) {
  const { t } = useTranslation();
  const nameOf = useLanguageName();
  const [old, now] = [formOf(before), formOf(after)];
  const languages = [...new Set([...Object.keys(old.texts), ...Object.keys(now.texts)])].sort();
  const places = [
    { title: t('templates.name'), was: old.name, is: now.name },
    { title: t('templates.main'), was: nameOf(old.default_language), is: nameOf(now.default_language) },
    ...languages.flatMap((language) =>
      parts.map((part) => ({ title: `${nameOf(language)} · ${t(`templates.part.${part}`)}`, was: (old.texts[language] ?? noTexts)[part], is: (now.texts[language] ?? noTexts)[part] })),
    ),
    { title: t('templates.sample'), was: old.sample, is: now.sample },
  ].filter(({ was, is }) => was !== is);
  return (
    <section className="differences">
      <h3>{t('templates.differences', { from: before.version, to: after.version })}</h3>
      {places.length === 0 && <p className="muted">{t('templates.noDifference')}</p>}
      {places.map(({ title, was, is }) => (
        <figure key={title} className="difference">
          <figcaption>{title}</figcaption>
          {/* Focusable, so that a long text scrolls by keyboard (WCAG 2.1.1). */}
          {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <pre className="code" tabIndex={0} aria-label={title}>
            {diff(was, is).map(({ kind, text }, n) => (
              <span key={n} className={`line-${kind}`}>
                {kind !== 'same' && <span className="visually-hidden">{t(kind === 'gone' ? 'templates.lineGone' : 'templates.lineNew')} </span>}
                <span aria-hidden>{{ same: '  ', gone: '− ', new: '+ ' }[kind]}</span>
                {text}
                {'\n'}
              </span>
            ))}
          </pre>
        </figure>
      ))}
    </section>
  );
}
