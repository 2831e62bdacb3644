import { Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Person } from '@/api/people';
import { whole } from '@/api/whole';
import { Field } from '@/ui/Field';

interface UserChoiceProps {
  /** Ids of those who are chosen. */
  readonly chosen: readonly string[];
  readonly error: string | null;
  readonly onChange: (ids: readonly string[]) => void;
}

/** What somebody is called, and the address beside it. */
const nameOf = ({ first_name, last_name, email }: Person): string => `${first_name} ${last_name}`.trim() || email;

/** The company's people, by id. */
export function usePeople(enabled: boolean): ReadonlyMap<string, string> | undefined {
  const { data } = useQuery({ queryKey: ['people', 'all'], enabled, queryFn: ({ signal }) => whole<Person>('/users', signal) });
  return data && new Map(data.map((one) => [one.id, nameOf(one)]));
}

/** Chooses some of the company's people by name. */
export function UserChoice({ chosen, error, onChange }: UserChoiceProps) {
  const { t } = useTranslation();
  const people = usePeople(true);
  return (
    <Field label={t('subscriptions.people')} error={error}>
      {(attributes) => (
        <Select
          {...attributes}
          mode="multiple"
          value={[...chosen]}
          options={[...(people ?? [])].map(([value, label]) => ({ value, label }))}
          optionFilterProp="label"
          getPopupContainer={(trigger: HTMLElement) => trigger.parentElement ?? document.body}
          onChange={(ids: string[]) => onChange(ids)}
        />
      )}
    </Field>
  );
}
