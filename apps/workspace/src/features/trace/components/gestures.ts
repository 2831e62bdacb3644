import type { Viewport } from './viewport';

/**
 * Mouse, pen and fingers on the picture: drag pans, wheel zooms, two fingers pinch. A drag begins after 4 px, so that a click
 * on a card stays a click. Returns what detaches it all.
 */
export function attachGestures(element: HTMLElement, viewport: Viewport): () => void {
  const pointers = new Map<number, { x: number; y: number }>();
  let dragging = false;
  let distance = 0;

  const down = (event: PointerEvent): void => {
    if (event.button !== 0 && event.pointerType === 'mouse') return;
    if (event.target instanceof Element && event.target.closest('[data-no-pan]')) return;
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    distance = 0;
  };
  const move = (event: PointerEvent): void => {
    const last = pointers.get(event.pointerId);
    if (!last) return;
    const dx = event.clientX - last.x;
    const dy = event.clientY - last.y;
    if (pointers.size === 2) pinch(event, last);
    else if (dragging || Math.hypot(dx, dy) > 4) {
      if (!dragging) {
        dragging = true;
        element.setPointerCapture(event.pointerId);
        element.dataset['dragging'] = '';
      }
      viewport.panBy(dx, dy);
    } else return;
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  };
  const pinch = (event: PointerEvent, last: { x: number; y: number }): void => {
    dragging = true;
    const other = [...pointers.entries()].find(([id]) => id !== event.pointerId)![1];
    const before = distance || Math.hypot(last.x - other.x, last.y - other.y);
    distance = Math.hypot(event.clientX - other.x, event.clientY - other.y);
    const box = element.getBoundingClientRect();
    viewport.zoomBy(distance / before, (event.clientX + other.x) / 2 - box.left, (event.clientY + other.y) / 2 - box.top);
  };
  const up = (event: PointerEvent): void => {
    pointers.delete(event.pointerId);
    if (pointers.size > 0) return;
    if (dragging) {
      // The click that follows a drag is not meant for the card under the pointer.
      const swallow = (click: Event): void => click.stopPropagation();
      element.addEventListener('click', swallow, { capture: true, once: true });
      setTimeout(() => element.removeEventListener('click', swallow, { capture: true }), 0);
    }
    dragging = false;
    delete element.dataset['dragging'];
  };
  const wheel = (event: WheelEvent): void => {
    event.preventDefault();
    if (event.shiftKey && !event.ctrlKey) {
      viewport.panBy(-(event.deltaX || event.deltaY), 0);
      return;
    }
    const box = element.getBoundingClientRect();
    const step = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 24 : event.deltaY;
    viewport.zoomBy(Math.exp(-step * (event.ctrlKey ? 0.009 : 0.0016)), event.clientX - box.left, event.clientY - box.top);
  };

  element.addEventListener('pointerdown', down);
  element.addEventListener('pointermove', move);
  element.addEventListener('pointerup', up);
  element.addEventListener('pointercancel', up);
  element.addEventListener('wheel', wheel, { passive: false });
  return () => {
    element.removeEventListener('pointerdown', down);
    element.removeEventListener('pointermove', move);
    element.removeEventListener('pointerup', up);
    element.removeEventListener('pointercancel', up);
    element.removeEventListener('wheel', wheel);
  };
}
