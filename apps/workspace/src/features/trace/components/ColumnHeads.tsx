import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import type { Picture } from './picture';
import type { Viewport } from './viewport';

/** What stands in each column, kept at the top edge while the picture moves beneath. */
export function ColumnHeads({ picture, viewport }: { picture: Picture; viewport: Viewport }) {
  const { t } = useTranslation();
  const format = useFormat();
  const heads = useRef<(HTMLElement | null)[]>([]);
  useEffect(
    () =>
      viewport.subscribe(({ x, zoom }) => {
        picture.layout.columns.forEach((column, i) => {
          const head = heads.current[i];
          if (!head) return;
          const width = Math.max(column.width * zoom + 32 * viewport.scale, 108 * viewport.scale);
          const left = x + (column.x + column.width / 2) * zoom - width / 2;
          head.style.transform = `translateX(${left}px)`;
          head.style.width = `${width}px`;
          // Heads that would run into each other are left out, every second first.
          const room = (column.width + 60) * zoom;
          const every = room >= 112 * viewport.scale ? 1 : Math.ceil((112 * viewport.scale) / room);
          const cut = left < -width * 0.2 || left > viewport.window.width - width * 0.8;
          head.style.visibility = i % every === 0 && !cut ? 'visible' : 'hidden';
        });
      }),
    [picture, viewport],
  );
  return (
    <div className="graph-heads" aria-hidden>
      {picture.columnKinds.map((column, i) => (
        <span
          key={i}
          className="graph-head"
          ref={(element) => {
            heads.current[i] = element;
          }}
        >
          {t(`column.${column.kind}`, { defaultValue: column.kind })}
          <span className="muted number"> {format.number(column.nodes)}</span>
        </span>
      ))}
    </div>
  );
}
