import { Checkbox, Dropdown, Popover, Segmented, type MenuProps } from 'antd';
import { ArrowLeftToLine, ArrowRightToLine, ChevronDown, Columns2, MoveHorizontal, Rows3, Waypoints } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { contextKinds, flowKinds } from '@/api/types';
import { AddFilter, Chip } from '@/ui/FilterChips';
import { KindLabel } from '@/ui/kinds';
import type { Direction, Show, ViewControl } from '../api/view';

const depths = [1, 2, 3, 5, 8, 12, 20] as const;

function segment(icon: ReactNode, words: string): ReactNode {
  return (
    <span className="segment">
      {icon}
      {words}
    </span>
  );
}

/** How the trace is asked and looked at. All of it is in the address. */
export function TraceToolbar({ control, kindsPresent }: { control: ViewControl; kindsPresent: readonly string[] }) {
  const { t } = useTranslation();
  const { view, change } = control;
  const depthItems: MenuProps['items'] = [
    { key: 'all', label: t('trace.allSteps') },
    ...depths.map((depth) => ({ key: String(depth), label: t('trace.steps', { count: depth }) })),
  ];
  return (
    <>
      <Segmented<Direction>
        aria-label={t('trace.direction')}
        value={view.direction}
        onChange={(direction) => change({ direction, selected: null })}
        options={[
          { value: 'backward', label: segment(<ArrowLeftToLine aria-hidden size="1rem" />, t('trace.backward')) },
          { value: 'both', label: segment(<MoveHorizontal aria-hidden size="1rem" />, t('trace.both')) },
          { value: 'forward', label: segment(<ArrowRightToLine aria-hidden size="1rem" />, t('trace.forward')) },
        ]}
      />
      <Dropdown
        autoFocus
        trigger={['click']}
        menu={{
          items: depthItems,
          selectedKeys: [view.depth === null ? 'all' : String(view.depth)],
          onClick: ({ key }) => change({ depth: key === 'all' ? null : Number(key) }),
        }}
      >
        <button type="button" className="chip chip-menu">
          {view.depth === null ? t('trace.allSteps') : t('trace.steps', { count: view.depth })}
          <ChevronDown aria-hidden size="0.875rem" />
        </button>
      </Dropdown>
      <Popover trigger="click" placement="bottomLeft" content={<FollowChoice control={control} />}>
        <button type="button" className="chip chip-menu">
          {view.follow.length === 0 ? t('trace.followUsual') : t('trace.followSome', { count: view.follow.length })}
          {view.mode === 'all' && ` · ${t('trace.anyTime')}`}
          <ChevronDown aria-hidden size="0.875rem" />
        </button>
      </Popover>
      {view.kinds.map((kind) => (
        <Chip key={kind} onRemove={() => change({ kinds: view.kinds.filter((one) => one !== kind) })}>
          <KindLabel kind={kind} />
        </Chip>
      ))}
      <AddFilter
        label={t('trace.onlyKind')}
        choices={kindsPresent.filter((kind) => !view.kinds.includes(kind)).map((kind) => ({ value: kind, label: <KindLabel kind={kind} /> }))}
        onAdd={(kind) => change({ kinds: [...view.kinds, kind] })}
      />
      <span className="toolbar-gap" />
      <Segmented<Show>
        aria-label={t('trace.show')}
        value={view.show}
        onChange={(show) => change({ show })}
        options={[
          { value: 'graph', label: segment(<Waypoints aria-hidden size="1rem" />, t('trace.graph')) },
          { value: 'split', label: segment(<Columns2 aria-hidden size="1rem" />, t('trace.split')) },
          { value: 'table', label: segment(<Rows3 aria-hidden size="1rem" />, t('trace.table')) },
        ]}
      />
    </>
  );
}

function FollowChoice({ control: { view, change } }: { control: ViewControl }) {
  const { t } = useTranslation();
  const chosen = view.follow.length === 0 ? [...flowKinds] : view.follow;
  const toggle = (kind: string, on: boolean): void => {
    const next = on ? [...chosen, kind] : chosen.filter((one) => one !== kind);
    const usual = next.length === flowKinds.length && flowKinds.every((one) => next.includes(one));
    change({ follow: usual ? [] : next });
  };
  return (
    <div className="follow">
      {([['trace.flow', flowKinds], ['trace.context', contextKinds]] as const).map(([title, kinds]) => (
        <fieldset key={title}>
          <legend>{t(title)}</legend>
          {kinds.map((kind) => (
            <Checkbox key={kind} checked={chosen.includes(kind)} onChange={(event) => toggle(kind, event.target.checked)}>
              {t(`relation.${kind}`)}
            </Checkbox>
          ))}
        </fieldset>
      ))}
      <Checkbox checked={view.mode === 'all'} onChange={(event) => change({ mode: event.target.checked ? 'all' : 'time_respecting' })}>
        {t('trace.ignoreTime')}
      </Checkbox>
    </div>
  );
}
