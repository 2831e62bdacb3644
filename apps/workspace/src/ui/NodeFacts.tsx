import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import type { LotNode } from '@/api/types';
import { CopyButton } from './CopyButton';
import { KindLabel } from './kinds';
import { stateOf } from './nodes';
import { StateBadge } from './StateBadge';
import { Time } from './Time';

/** What is known of a node, as a list of facts; unknown ones are left out. */
export function NodeFacts({ node }: { node: LotNode }) {
  const { t } = useTranslation();
  const format = useFormat();
  const state = stateOf(node);
  const rows: readonly (readonly [string, React.ReactNode])[] = [
    [t('node.kind'), <KindLabel key="k" kind={node.kind} />],
    [t('node.state'), state && <StateBadge state={state} />],
    [t('node.product'), node.product_name],
    [t('node.gtin'), node.gtin && <span className="code">{node.gtin}</span>],
    [t('node.lot'), node.lot_code && <span className="code">{node.lot_code}</span>],
    [t('node.name'), node.lot_code && node.name !== node.product_name && node.name],
    [t('node.location'), node.location_name],
    [t('node.quantity'), format.quantity(node.quantity, node.unit)],
    [t('node.added'), <Time key="t" at={node.created_at} />],
  ];
  const more = Object.entries(node.properties ?? {}).filter(([name, value]) => name !== 'state' && value !== null && value !== '');
  return (
    <>
      <dl className="facts">
        {rows.map(([name, value]) =>
          value ? (
            <div key={name} style={{ display: 'contents' }}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
        <dt>{t('node.key')}</dt>
        <dd className="key-line">
          {/^https?:\/\//.test(node.key) ? (
            <a className="code" href={node.key} target="_blank" rel="noreferrer">
              {node.key}
            </a>
          ) : (
            <span className="code">{node.key}</span>
          )}{' '}
          <CopyButton text={node.key} label={t('node.copyKey')} />
        </dd>
      </dl>
      {more.length > 0 && (
        <section className="panel-section">
          <h3>{t('node.properties')}</h3>
          <dl className="facts">
            {more.map(([name, value]) => (
              <div key={name} style={{ display: 'contents' }}>
                <dt>{name.replaceAll('_', ' ')}</dt>
                <dd>{typeof value === 'object' ? <code className="code">{JSON.stringify(value)}</code> : String(value)}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </>
  );
}
