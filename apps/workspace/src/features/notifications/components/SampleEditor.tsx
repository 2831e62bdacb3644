import { useTranslation } from 'react-i18next';
import { TextField } from '@/ui/Field';
import type { Sample } from '../api/templates';

interface SampleEditorProps {
  readonly text: string;
  readonly sample: Sample;
  readonly fault: string | null;
  readonly onChange: (text: string) => void;
}

/** The data that a template is tried with: it has to fill in every text. */
export function SampleEditor({ text, sample, fault, onChange }: SampleEditorProps) {
  const { t } = useTranslation();
  return (
    <section className="card template-sample">
      <TextField
        code
        rows={9}
        label={t('templates.sample')}
        hint={t('templates.sampleHint')}
        value={text}
        error={'wrong' in sample ? t(`templates.sampleWrong.${sample.wrong}`) : fault}
        onChange={onChange}
      />
    </section>
  );
}
