import { useEffect, useRef } from 'react';
import { useTheme } from '@/theme/ThemeProvider';
import type { Picture } from './picture';
import type { Viewport } from './viewport';

const size = { width: 148, height: 98, margin: 6 } as const;

/** Where in the whole one is; shown when the whole does not fit. A picture for the pointer: keys have their own ways. */
export function Minimap({ picture, viewport }: { picture: Picture; viewport: Viewport }) {
  const { palette } = useTheme();
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const view = useRef<HTMLDivElement>(null);
  const { layout } = picture;
  const scale = Math.min((size.width - 2 * size.margin) / layout.width, (size.height - 2 * size.margin) / layout.height);
  const left = (size.width - layout.width * scale) / 2;
  const top = (size.height - layout.height * scale) / 2;

  useEffect(() => {
    const element = canvas.current!;
    const ratio = Math.min(2, globalThis.devicePixelRatio || 1);
    element.width = size.width * ratio;
    element.height = size.height * ratio;
    const draw = element.getContext('2d')!;
    draw.scale(ratio, ratio);
    layout.boxes.forEach((card, i) => {
      const counts = picture.statuses[i]!;
      draw.fillStyle = counts.act > 0 ? palette.actFill : counts.watch > 0 ? palette.watchFill : palette.flow;
      draw.fillRect(left + card.x * scale, top + card.y * scale, Math.max(2, card.width * scale), Math.max(1, card.height * scale));
    });
  }, [picture, layout, palette, scale, left, top]);

  useEffect(
    () =>
      viewport.subscribe(({ x, y, zoom }) => {
        const { width, height } = viewport.window;
        const fits = x >= -1 && y >= -1 && x + layout.width * zoom <= width + 1 && y + layout.height * zoom <= height + 1;
        if (box.current) box.current.hidden = fits;
        const x1 = Math.max(0, left - (x / zoom) * scale);
        const y1 = Math.max(0, top - (y / zoom) * scale);
        const x2 = Math.min(size.width, left + ((width - x) / zoom) * scale);
        const y2 = Math.min(size.height, top + ((height - y) / zoom) * scale);
        if (!view.current) return;
        view.current.style.transform = `translate(${x1}px, ${y1}px)`;
        view.current.style.width = `${Math.max(4, x2 - x1)}px`;
        view.current.style.height = `${Math.max(4, y2 - y1)}px`;
      }),
    [viewport, layout, scale, left, top],
  );

  const go = (event: React.PointerEvent<HTMLDivElement>): void => {
    if (event.buttons !== 1) return;
    const area = event.currentTarget.getBoundingClientRect();
    viewport.centre((event.clientX - area.left - left) / scale, (event.clientY - area.top - top) / scale);
  };
  return (
    <div ref={box} className="minimap no-print" aria-hidden data-no-pan onPointerDown={go} onPointerMove={go}>
      <canvas ref={canvas} style={{ width: size.width, height: size.height }} />
      <div ref={view} className="minimap-view" />
    </div>
  );
}
