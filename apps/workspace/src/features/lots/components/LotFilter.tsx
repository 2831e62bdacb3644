import { useTranslation } from 'react-i18next';
import { Search } from '@/ui/Search';

/** Narrows the list of lots. */
export function LotFilter({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const { t } = useTranslation();
  return <Search value={value} label={t('lots.search')} hint={t('lots.searchHint')} onChange={onChange} />;
}
