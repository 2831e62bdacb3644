import { useTranslation } from 'react-i18next';
import { CopyButton } from '@/ui/CopyButton';

/** Something that is to be set elsewhere, letter by letter, under its name there. */
export function Copied({ name, text }: { name: string; text: string }) {
  const { t } = useTranslation();
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <code>{text}</code>
        <CopyButton text={text} label={t('applications.copy', { name })} />
      </dd>
    </div>
  );
}
