import { Button } from 'antd';
import { ArrowLeft, History, Send, Trash2 } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useFormat } from '@/i18n/format';
import { Confirm } from '@/ui/Dialogs';
import { TextField } from '@/ui/Field';
import { Page } from '@/ui/Page';
import { usePermission } from '@/ui/permissions';
import { ReadOnly } from '@/ui/ReadOnly';
import { SaveBar } from '@/ui/SaveBar';
import { useChange } from '@/ui/useChange';
import { blankTemplate, changesBetween, draftOf, filledIn, formOf, noTexts, parts, sampleOf, useTemplateChanges, type Template, type TemplateForm, type Wording } from '../api/templates';
import { LanguageTabs } from './LanguageTabs';
import { SampleEditor } from './SampleEditor';
import { TemplateHistory } from './TemplateHistory';
import { TemplatePreview } from './TemplatePreview';
import { TemplateTest } from './TemplateTest';
import { TextsEditor } from './TextsEditor';

interface TemplateEditorProps {
  /** Null for a new one. */
  readonly template: Template | null;
  /** What comes with the platform, where a new one is to take its place. */
  readonly instead?: Wording | null;
}

/** A template being written: its words in each language on one side, and what arrives on the other, with every key that is pressed. */
export function TemplateEditor({ template, instead = null }: TemplateEditorProps) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const mayWrite = usePermission('notification_template:write');
  const mayTest = usePermission('notification_channel:write');
  const { save, remove } = useTemplateChanges();
  const [saved, setSaved] = useState(template);
  const [form, setForm] = useState<TemplateForm>(() => (template ?? instead ? formOf((template ?? instead)!) : blankTemplate(i18n.language)));
  const [language, setLanguage] = useState(form.default_language);
  const [open, setOpen] = useState<'history' | 'test' | 'remove' | null>(null);
  const change = useChange();
  const deletion = useChange();
  const before = useMemo(() => (saved ?? instead ? formOf((saved ?? instead)!) : blankTemplate(form.default_language)), [saved, instead, form.default_language]);
  const changed = changesBetween(before, form);
  const sample = useMemo(() => sampleOf(form.sample), [form.sample]);
  const data = 'data' in sample ? sample.data : null;
  const texts = form.texts[language] ?? noTexts;
  const filled = useMemo(() => (data ? filledIn(texts, data) : null), [texts, data]);
  const put = (part: Partial<TemplateForm>): void => setForm((now) => ({ ...now, ...part }));
  useLeaveAsks(changed > 0);

  // Asked here for each language, so that what is wrong with one that is not in sight is said at its tab, and not above all.
  const refused = Object.keys(form.texts).filter((one) => [change.fault(`texts.${one}`), ...parts.map((part) => change.fault(`texts.${one}.${part}`))].some(Boolean));
  const submit = (): Promise<boolean> =>
    change.run(async () => {
      if (!data) return;
      const made = await save(saved, draftOf(form, data));
      setSaved(made);
      setForm(formOf(made));
      if (!saved) void navigate(`/notifications/templates/${made.id}`, { replace: true });
    });

  return (
    <Page
      title={form.name || t('templates.add')}
      state={
        <>
          <Link to="/notifications/templates" className="template-back">
            <ArrowLeft aria-hidden size="0.875em" /> {t('templates.title')}
          </Link>
          {saved && <span>{t('templates.state', { version: saved.version, by: saved.changed_by, when: format.relative(saved.changed_at) })}</span>}
          {!saved && instead && <span>{t('templates.instead')}</span>}
          {!mayWrite && <ReadOnly />}
        </>
      }
      actions={
        saved && (
          <>
            <Button icon={<History aria-hidden size="1em" />} onClick={() => setOpen('history')}>{t('templates.history')}</Button>
            {mayTest && <Button icon={<Send aria-hidden size="1em" />} onClick={() => setOpen('test')}>{t('channels.test')}</Button>}
            {mayWrite && (
              <Button danger icon={<Trash2 aria-hidden size="1em" />} aria-label={t('sso.remove')} title={t('sso.remove')} onClick={() => setOpen('remove')} />
            )}
          </>
        )
      }
    >
      <div className="template-columns">
        <section className="card template-words" aria-label={t('templates.words')}>
          {mayWrite && !instead && (
            <TextField code label={t('templates.name')} hint={t('templates.nameHint')} value={form.name} error={change.fault('name')} onChange={(name) => put({ name })} />
          )}
          <LanguageTabs form={form} language={language} refused={refused} readOnly={!mayWrite} onChoose={setLanguage} onChange={put} />
          <fieldset className="fieldset" disabled={!mayWrite}>
            <TextsEditor
              key={language}
              language={language}
              texts={texts}
              data={data}
              faults={filled?.faults ?? {}}
              faultOf={(part) => change.fault(`texts.${language}.${part}`)}
              onChange={(part) => put({ texts: { ...form.texts, [language]: { ...texts, ...part } } })}
            />
          </fieldset>
        </section>
        <div className="template-arrives">
          <TemplatePreview filled={filled} language={language} name={form.name} />
          <fieldset className="fieldset" disabled={!mayWrite}>
            <SampleEditor text={form.sample} sample={sample} fault={change.fault('sample')} onChange={(text) => put({ sample: text })} />
          </fieldset>
        </div>
      </div>
      {mayWrite && (
        <SaveBar
          changed={changed}
          change={change}
          disabled={data === null}
          note={t(saved ? 'templates.saveNote' : instead ? 'templates.insteadNote' : 'templates.addNote')}
          onSave={() => void submit()}
          onDiscard={() => {
            setForm(before);
            setLanguage(before.default_language);
          }}
        />
      )}
      {saved && open === 'history' && (
        <TemplateHistory
          template={saved}
          mayWrite={mayWrite}
          onClose={() => setOpen(null)}
          onBack={(old) => {
            setForm(formOf(old));
            setLanguage(old.default_language);
            setOpen(null);
          }}
        />
      )}
      {saved && open === 'test' && <TemplateTest template={saved} language={language} changed={changed > 0} onClose={() => setOpen(null)} />}
      {saved && open === 'remove' && (
        <Confirm
          title={t('channels.removeTitle', { name: saved.name })}
          verb={t('sso.remove')}
          change={deletion}
          onConfirm={() => void deletion.run(() => remove(saved)).then((done) => done && void navigate('/notifications/templates'))}
          onClose={() => setOpen(null)}
        >
          <p>{t('templates.removeText', { count: saved.version })}</p>
        </Confirm>
      )}
    </Page>
  );
}

/** The browser asks before it throws away what was written and not saved. */
function useLeaveAsks(unsaved: boolean): void {
  useEffect(() => {
    if (!unsaved) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [unsaved]);
}
