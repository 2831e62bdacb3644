import { Check, Minus, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Permission } from '@/api/people';
import { usePermissionWords } from '@/ui/roles';
import { differenceOf, type Difference, type Matrix } from '../api/matrix';

interface MatrixProps {
  readonly matrix: Matrix;
  readonly label: string;
  readonly granted: ReadonlySet<string>;
  /** What the granted ones are compared with. */
  readonly before: ReadonlySet<string>;
  readonly addedWords: string;
  readonly goneWords: string;
  /** What the signed-in person may do, and so may give. */
  readonly held: ReadonlySet<string>;
  /** Absent: only to look at. */
  readonly onChange?: (permission: string, on: boolean) => void;
}

/** Resources down, actions across; where something differs it is marked by colour, sign and word. */
export function PermissionMatrix(props: MatrixProps) {
  const { matrix, label, granted, before, addedWords, goneWords } = props;
  const { t } = useTranslation();
  const words = usePermissionWords();
  const [at, setAt] = useState<Permission | null>(null);
  const found = new Set(matrix.rows.flatMap((row) => row.cells).map((cell) => cell && differenceOf(cell.permission, before, granted)));
  const rows = [...matrix.rows].sort((a, b) => words.resource(a.resource).localeCompare(words.resource(b.resource)));
  return (
    <>
      {/* Focusable, so that a long table scrolls by keyboard (WCAG 2.1.1). */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="matrix-box" tabIndex={0} role="group" aria-label={label}>
        <table className="matrix">
          <caption className="visually-hidden">{label}</caption>
          <thead>
            <tr>
              <th scope="col">{t('roles.resource')}</th>
              {matrix.actions.map((action) => (
                <th key={action} scope="col">
                  {words.action(action)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ resource, cells: row }) => (
              <tr key={resource}>
                <th scope="row">{words.resource(resource)}</th>
                {row.map((permission, i) => (
                  <td key={matrix.actions[i]} onPointerEnter={() => setAt(permission)} onPointerLeave={() => setAt(null)} onFocus={() => setAt(permission)}>
                    {permission && <Cell {...props} permission={permission} difference={differenceOf(permission.permission, before, granted)} />}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="matrix-foot">
        {(found.has('added') || found.has('gone')) && (
          <ul className="matrix-legend">
            {found.has('added') && (
              <li className="diff-added">
                <Plus aria-hidden size="0.875rem" strokeWidth={2.5} /> {addedWords}
              </li>
            )}
            {found.has('gone') && (
              <li className="diff-gone">
                <Minus aria-hidden size="0.875rem" strokeWidth={2.5} /> {goneWords}
              </li>
            )}
          </ul>
        )}
        <p className="muted">{at ? <Operations permission={at} /> : t('roles.pointAt')}</p>
      </div>
    </>
  );
}

function Cell({ permission, difference, granted, held, onChange, addedWords, goneWords }: MatrixProps & { permission: Permission; difference: Difference }) {
  const { t } = useTranslation();
  const words = usePermissionWords();
  const name = words.whole(permission.permission);
  const on = granted.has(permission.permission);
  const mayGive = held.has(permission.permission);
  const Sign = difference === 'added' ? Plus : Minus;
  const differenceWords = difference === 'added' ? addedWords : goneWords;
  const mark = difference && (
    <span className="cell-mark">
      <Sign aria-hidden size="0.75rem" strokeWidth={3} />
      <span className="visually-hidden">, {differenceWords}</span>
    </span>
  );
  if (!onChange) {
    return (
      <span className={`cell ${difference ? `diff-${difference}` : ''}`}>
        {on ? <Check aria-hidden size="1rem" strokeWidth={2.5} /> : <span aria-hidden className="cell-off" />}
        <span className="visually-hidden">{t(on ? 'roles.granted' : 'roles.notGranted')}</span>
        {mark}
      </span>
    );
  }
  return (
    <label className={`cell cell-edit ${difference ? `diff-${difference}` : ''}`} title={mayGive ? permission.permission : t('roles.notHeld')}>
      <input type="checkbox" checked={on} disabled={!mayGive} onChange={(event) => onChange(permission.permission, event.target.checked)} />
      <span className="visually-hidden">{name}</span>
      {mark}
    </label>
  );
}

/** What the permission opens, in the words of the operations themselves. */
function Operations({ permission }: { permission: Permission }) {
  const { t } = useTranslation();
  const [first, ...rest] = permission.operations;
  return (
    <>
      <code className="code">{permission.permission}</code>{' '}
      {first && (
        <>
          <code className="code matrix-path">{`${first.method} ${first.path}`}</code> {first.summary}
        </>
      )}
      {rest.length > 0 && ` · ${t('roles.moreOperations', { count: rest.length })}`}
    </>
  );
}
