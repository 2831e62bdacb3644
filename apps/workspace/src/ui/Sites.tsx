import { Select } from 'antd';
import { MapPin } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlaceNames, usePlaces } from '@/api/nodes';
import type { RoleSites } from '@/api/people';
import { usePermission } from './permissions';
import './sites.css';

/** Roles of administrators hold everywhere. */
const everywhereOnly: ReadonlySet<string> = new Set(['tenant_admin', 'platform_admin']);

/** The sites of those roles that are given, without those that are not any more. */
export function sitesOfGiven(roles: readonly string[], sites: RoleSites): RoleSites {
  return Object.fromEntries(Object.entries(sites).filter(([role, at]) => roles.includes(role) && at.length > 0));
}

interface SitesChoiceProps {
  readonly role: string;
  /** What people call the role. */
  readonly title: string;
  readonly chosen: readonly string[];
  readonly error?: string | null;
  readonly onChange: (sites: readonly string[]) => void;
}

/** Where a role holds: everywhere, unless places are chosen. An identifier that the graph does not know can be typed. */
export function SitesChoice({ role, title, chosen, error, onChange }: SitesChoiceProps) {
  const { t } = useTranslation();
  const mayRead = usePermission('node:read');
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const { data } = usePlaces(useDeferredValue(text), open && mayRead);
  const nameOf = usePlaceNames(chosen, mayRead);
  if (everywhereOnly.has(role)) return null;
  const found = (data?.items ?? []).map((place) => ({ value: place.key, label: place.name ?? place.key }));
  const others = chosen.filter((key) => !found.some(({ value }) => value === key)).map((key) => ({ value: key, label: nameOf(key) }));
  return (
    <div className="sites-choice">
      <MapPin aria-hidden size="0.9375rem" />
      <Select
        mode="tags"
        aria-label={t('sites.of', { role: title })}
        placeholder={t('sites.everywhere')}
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
        onChange={(sites: string[]) => onChange(sites)}
      />
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
