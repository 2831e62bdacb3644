import { ArrowDown, ArrowUp } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useTheme } from '@/theme/ThemeProvider';
import './table.css';

export interface Column<T> {
  readonly key: string;
  readonly title: string;
  /** Width in rem; the columns without one share what is left. */
  readonly width?: number;
  readonly right?: boolean;
  readonly sortable?: boolean;
  /** What stands in the row; links in it are tab stops in the `current` row only. */
  readonly cell: (row: T, current: boolean) => ReactNode;
}

export interface Sort {
  readonly key: string;
  readonly down: boolean;
}

export interface DataTableProps<T> {
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly rowKey: (row: T) => string;
  readonly rowClass?: (row: T) => string;
  readonly selected?: string | null;
  readonly onSelect?: (row: T) => void;
  /** Enter or double click. */
  readonly onOpen?: (row: T) => void;
  readonly onPoint?: (row: T | null) => void;
  readonly sort?: Sort | null;
  readonly onSort?: (key: string) => void;
  /** All rows there are, where more can be loaded; -1 when unknown. */
  readonly total?: number;
  readonly onEnd?: () => void;
  readonly foot?: ReactNode;
}

/**
 * A table for people who live in tables: a grid in the sense of ARIA with arrow keys, Home, End and Enter, that draws only
 * the rows in sight, so that 10,000 cost what 40 do.
 */
export function DataTable<T>(props: DataTableProps<T>) {
  const { columns, rows, rowKey, selected = null, sort = null } = props;
  const { t } = useTranslation();
  const { rowHeight } = useTheme();
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 800 });
  const [active, setActive] = useState(0);
  const [followed, setFollowed] = useState<string | null>(null);
  if (followed !== selected) {
    setFollowed(selected);
    const index = rows.findIndex((row) => rowKey(row) === selected);
    if (index >= 0) setActive(index);
  }
  const first = Math.max(0, Math.floor(view.top / rowHeight) - 8);
  const last = Math.min(rows.length, Math.ceil((view.top + view.height) / rowHeight) + 8);
  const current = Math.min(active, Math.max(0, rows.length - 1));

  useLayoutEffect(() => {
    const element = box.current!;
    const measure = (): void => setView({ top: element.scrollTop, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    if (selected === null) return;
    const index = rows.findIndex((row) => rowKey(row) === selected);
    if (index >= 0) reveal(box.current!, index, rowHeight);
    // Only a new selection scrolls; new rows below do not.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [selected]);

  const move = (to: number): void => {
    const index = Math.min(rows.length - 1, Math.max(0, to));
    setActive(index);
    reveal(box.current!, index, rowHeight);
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`tr[data-index="${index}"]`)?.focus({ preventScroll: true }));
  };
  const page = Math.max(1, Math.floor(view.height / rowHeight) - 2);
  const onKeyDown = (event: KeyboardEvent): void => {
    if ((event.target as HTMLElement).tagName !== 'TR') return;
    const steps: Record<string, number> = {
      ArrowDown: current + 1, ArrowUp: current - 1, PageDown: current + page, PageUp: current - page, Home: 0, End: rows.length - 1,
    };
    const to = steps[event.key];
    const row = rows[current];
    if (to !== undefined) move(to);
    else if (event.key === 'Enter' && row) (props.onOpen ?? props.onSelect)?.(row);
    else if (event.key === ' ' && row) props.onSelect?.(row);
    else return;
    event.preventDefault();
  };

  return (
    <div
      ref={box}
      className="table-box"
      onScroll={(event) => {
        const { scrollTop, clientHeight, scrollHeight } = event.currentTarget;
        setView({ top: scrollTop, height: clientHeight });
        if (scrollTop + clientHeight > scrollHeight - 12 * rowHeight) props.onEnd?.();
      }}
      onPointerLeave={() => props.onPoint?.(null)}
    >
      <table
        className="table"
        role="grid"
        aria-label={props.label}
        aria-rowcount={props.total === undefined ? rows.length + 1 : props.total < 0 ? -1 : props.total + 1}
        onKeyDown={onKeyDown}
      >
        <colgroup>
          {columns.map((column) => (
            <col key={column.key} style={column.width ? { width: `${column.width}rem` } : undefined} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => {
              const sorted = sort?.key === column.key;
              const Arrow = sort?.down ? ArrowDown : ArrowUp;
              return (
                <th
                  key={column.key}
                  scope="col"
                  className={column.right ? 'right' : undefined}
                  aria-sort={sorted ? (sort.down ? 'descending' : 'ascending') : undefined}
                >
                  {column.sortable && props.onSort ? (
                    <button type="button" onClick={() => props.onSort?.(column.key)} title={t('table.sort')}>
                      {column.title}
                      {sorted && <Arrow aria-hidden size="0.875em" />}
                    </button>
                  ) : (
                    column.title
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {first > 0 && <tr aria-hidden style={{ height: first * rowHeight }} />}
          {rows.slice(first, last).map((row, i) => {
            const index = first + i;
            const key = rowKey(row);
            return (
              <tr
                key={key}
                data-index={index}
                aria-rowindex={index + 2}
                aria-selected={key === selected}
                tabIndex={index === current ? 0 : -1}
                className={props.rowClass?.(row)}
                style={{ height: rowHeight }}
                onFocus={() => setActive(index)}
                onClick={() => props.onSelect?.(row)}
                onDoubleClick={() => props.onOpen?.(row)}
                onPointerEnter={() => props.onPoint?.(row)}
              >
                {columns.map((column) => (
                  <td key={column.key} role="gridcell" className={column.right ? 'right number' : undefined}>
                    {column.cell(row, index === current)}
                  </td>
                ))}
              </tr>
            );
          })}
          {last < rows.length && <tr aria-hidden style={{ height: (rows.length - last) * rowHeight }} />}
        </tbody>
      </table>
      {props.foot}
    </div>
  );
}

function reveal(box: HTMLElement, index: number, rowHeight: number): void {
  const top = index * rowHeight;
  const head = rowHeight;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + rowHeight + head > box.scrollTop + box.clientHeight) box.scrollTop = top + rowHeight + head - box.clientHeight;
}
