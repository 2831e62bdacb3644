import { Select } from 'antd';
import { MapPin } from 'lucide-react';
import { useDeferredValue, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlaceNames, usePlaces } from '@/api/nodes';
import { usePermission } from './permissions';
import './sites.css';

/** Roles of administrators hold everywhere. */
const everywhereOnly: ReadonlySet<string> = new Set(['tenant_admin', 'platform_admin']);

interface SitesChoiceProps {
  readonly role: string;
  /** What people call the role. */
  readonly title: string;
  /** Null for everywhere; none of them yet is nowhere, and cannot be saved. */
  readonly chosen: readonly string[] | null;
  readonly error?: string | null;
  readonly onChange: (sites: readonly string[] | null) => void;
}

/** Where a role holds: everywhere, or at places to be chosen. An identifier that the graph does not know can be typed. */
export function SitesChoice({ role, title, chosen, error, onChange }: SitesChoiceProps) {
  const { t } = useTranslation();
  const mayRead = usePermission('node:read');
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const { data } = usePlaces(useDeferredValue(text), open && mayRead);
  const sites = chosen ?? [];
  const nameOf = usePlaceNames(sites, mayRead);
  const group = useId();
  if (everywhereOnly.has(role)) return null;
  const found = (data?.items ?? []).map((place) => ({ value: place.key, label: place.name ?? place.key }));
  const others = sites.filter((key) => !found.some(({ value }) => value === key)).map((key) => ({ value: key, label: nameOf(key) }));
  return (
    <div className="sites-choice" role="radiogroup" aria-label={t('sites.of', { role: title })}>
      <MapPin aria-hidden size="0.9375rem" />
      <div className="sites-where">
        <label>
          <input type="radio" name={group} checked={chosen === null} onChange={() => onChange(null)} />
          {t('sites.everywhere')}
        </label>
        <label>
          <input type="radio" name={group} checked={chosen !== null} onChange={() => onChange([])} />
          {t('sites.these')}
        </label>
      </div>
      {chosen !== null && (
        <Select
          mode="tags"
          aria-label={t('sites.of', { role: title })}
          value={[...chosen]}
          options={[...others, ...found]}
          optionFilterProp="label"
          filterOption={false}
          getPopupContainer={(trigger: HTMLElement) => trigger.parentElement ?? document.body}
          onSearch={setText}
          open={open}
          onOpenChange={setOpen}
          onInputKeyDown={(event) => {
            // The list closes, and not the dialog around it.
            if (event.key !== 'Escape' || !open) return;
            event.preventDefault();
            event.stopPropagation();
            setOpen(false);
          }}
          onChange={(at: string[]) => onChange(at)}
        />
      )}
      {chosen?.length === 0 && <span className="field-error">{t('sites.none')}</span>}
      {error && <span className="field-error">{error}</span>}
    </div>
  );
}

/** Where a role holds, in words; nothing for everywhere. */
export function AtSites({ sites }: { sites: readonly string[] | null | undefined }) {
  const { t } = useTranslation();
  const mayRead = usePermission('node:read');
  const nameOf = usePlaceNames(sites ?? [], mayRead);
  if (!sites || sites.length === 0) return null;
  return (
    <span className="at-sites" title={sites.join('\n')}>
      <MapPin aria-hidden size="0.8125rem" />
      {t('sites.at', { places: sites.map(nameOf).join(', ') })}
    </span>
  );
}
