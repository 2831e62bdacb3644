import { useTranslation } from 'react-i18next';
import type { TemplateFault } from '../api/mustache';

/** What is wrong with a text, and where. */
export function FaultText({ fault }: { fault: TemplateFault }) {
  const { t } = useTranslation();
  return <span className="field-error">{t(`templates.wrong.${fault.fault}`, { line: fault.line, tag: fault.tag })}</span>;
}
