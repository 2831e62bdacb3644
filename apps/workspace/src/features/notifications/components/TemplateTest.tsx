import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Drawer } from '@/ui/Dialogs';
import { ErrorState, Skeleton } from '@/ui/Feedback';
import { Field } from '@/ui/Field';
import { useChannels } from '../api/channels';
import { useTemplateChanges, type Template } from '../api/templates';
import { useLanguageName } from './languages';
import { TestForm } from './TestForm';

interface TemplateTestProps {
  readonly template: Template;
  readonly language: string;
  /** Whether there is something that is not saved yet, and so is not sent. */
  readonly changed: boolean;
  readonly onClose: () => void;
}

/** Sends the saved template, filled in by its own data, through a channel. */
export function TemplateTest({ template, language, changed, onClose }: TemplateTestProps) {
  const { t } = useTranslation();
  const nameOf = useLanguageName();
  const { data: channels, error, refetch } = useChannels();
  const { test } = useTemplateChanges();
  const [chosen, setChosen] = useState<string | null>(null);
  const [wanted, setWanted] = useState(template.texts[language] ? language : template.default_language);
  const channel = channels?.find(({ id }) => id === chosen) ?? channels?.[0];
  return (
    <Drawer title={t('templates.testTitle')} onClose={onClose}>
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !channels ? (
        <Skeleton rows={4} />
      ) : !channel ? (
        <p>{t('templates.testNone')}</p>
      ) : (
        <TestForm key={channel.id} channel={channel} onSend={(to) => test(template.id, { channel_id: channel.id, language: wanted, ...(to !== null && { to }) })}>
          {changed && <p className="test-unsaved">{t('templates.testUnsaved', { version: template.version })}</p>}
          <Field label={t('deliveries.channel')}>
            {(attributes) => (
              <select {...attributes} className="select" value={channel.id} onChange={(event) => setChosen(event.target.value)}>
                {channels.map(({ id, name, kind }) => (
                  <option key={id} value={id}>
                    {name} ({t(`channels.kind.${kind}`)})
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label={t('templates.language')}>
            {(attributes) => (
              <select {...attributes} className="select" value={wanted} onChange={(event) => setWanted(event.target.value)}>
                {Object.keys(template.texts).map((one) => (
                  <option key={one} value={one}>
                    {nameOf(one)}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </TestForm>
      )}
    </Drawer>
  );
}
