/** Where the picture stands in its window: screen = world × zoom + offset. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

export const zoomLimits = { least: 0.04, most: 2.4, readable: 0.78 } as const;

/** How near the picture is, for what is worth drawing. */
export type Nearness = 'far' | 'mid' | 'near';

/** `scale` is how much larger everything is on a wall, which is read from eight metres. */
export function nearness(zoom: number, scale = 1): Nearness {
  const seen = zoom / scale;
  return seen < 0.34 ? 'far' : seen < 0.66 ? 'mid' : 'near';
}

/**
 * Pan and zoom outside of React: listeners move elements directly, so a frame costs one transform however many cards there
 * are. Moves by command take 140 ms, or none where the person prefers reduced motion.
 */
export class Viewport {
  private current: Place = { x: 0, y: 0, zoom: 1 };
  private readonly listeners = new Set<(place: Place) => void>();
  private frame = 0;
  scale = 1;
  window: Size = { width: 800, height: 600 };
  world: Size = { width: 800, height: 600 };

  get place(): Place {
    return this.current;
  }

  /** Tells it what changed about its surroundings; the picture stays where it is. */
  measure(change: { window?: Size; world?: Size; scale?: number }): void {
    this.window = change.window ?? this.window;
    this.world = change.world ?? this.world;
    this.scale = change.scale ?? this.scale;
  }

  subscribe(listener: (place: Place) => void): () => void {
    this.listeners.add(listener);
    listener(this.current);
    return () => this.listeners.delete(listener);
  }

  set(place: Place): void {
    cancelAnimationFrame(this.frame);
    this.apply(place);
  }

  panBy(dx: number, dy: number): void {
    this.set({ ...this.current, x: this.current.x + dx, y: this.current.y + dy });
  }

  /** Zooms so that the point under the pointer stays where it is. */
  zoomBy(factor: number, atX = this.window.width / 2, atY = this.window.height / 2): void {
    const zoom = Math.min(zoomLimits.most, Math.max(zoomLimits.least, this.current.zoom * factor));
    const real = zoom / this.current.zoom;
    this.set({ zoom, x: atX - (atX - this.current.x) * real, y: atY - (atY - this.current.y) * real });
  }

  fit(): void {
    this.glide(this.fitted());
  }

  /** All of it where that is legible, otherwise the middle of `around` at a readable size. */
  begin(around: { x: number; y: number; width: number; height: number } | undefined): void {
    const whole = this.fitted();
    if (whole.zoom >= 0.5 * this.scale || !around) {
      this.set(whole);
      return;
    }
    const wanted = Math.min(zoomLimits.readable, (this.window.width - 48) / this.world.width / this.scale);
    const zoom = this.scale * Math.max(wanted, 0.6);
    const atLeft = around.x < this.world.width * 0.2;
    const atRight = around.x > this.world.width * 0.8;
    const share = atLeft ? 0.08 : atRight ? 0.92 : 0.5;
    const anchor = around.x + around.width * share;
    const width = this.world.width * zoom;
    const x = width <= this.window.width - 48 ? (this.window.width - width) / 2 : this.window.width * share - anchor * zoom;
    this.set({ zoom, x, y: this.window.height / 2 - (around.y + around.height / 2) * zoom });
  }

  reveal(box: { x: number; y: number; width: number; height: number }, margin = 56): void {
    const { zoom } = this.current;
    let { x, y } = this.current;
    const left = box.x * zoom + x;
    const top = box.y * zoom + y;
    const right = left + box.width * zoom;
    const bottom = top + box.height * zoom;
    if (left < margin) x += margin - left;
    else if (right > this.window.width - margin) x -= right - this.window.width + margin;
    if (top < margin) y += margin - top;
    // The small map lies in the lower right corner.
    const low = this.window.height - (right > this.window.width - 200 ? 2.4 * margin : margin);
    if (top >= margin && bottom > low) y -= bottom - low;
    if (x !== this.current.x || y !== this.current.y) this.glide({ x, y, zoom });
  }

  centre(worldX: number, worldY: number): void {
    const { zoom } = this.current;
    this.set({ zoom, x: this.window.width / 2 - worldX * zoom, y: this.window.height / 2 - worldY * zoom });
  }

  private fitted(): Place {
    const room = { width: this.window.width - 48, height: this.window.height - 84 };
    const zoom = Math.max(zoomLimits.least, Math.min(1.1 * this.scale, room.width / this.world.width, room.height / this.world.height));
    return {
      zoom,
      x: (this.window.width - this.world.width * zoom) / 2,
      y: 48 + (room.height - this.world.height * zoom) / 2,
    };
  }

  private glide(to: Place): void {
    cancelAnimationFrame(this.frame);
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      this.apply(to);
      return;
    }
    const from = this.current;
    const began = performance.now();
    const step = (now: number): void => {
      const t = Math.min(1, (now - began) / 140);
      const eased = 1 - (1 - t) ** 3;
      const between = (a: number, b: number): number => a + (b - a) * eased;
      this.apply({ x: between(from.x, to.x), y: between(from.y, to.y), zoom: between(from.zoom, to.zoom) });
      if (t < 1) this.frame = requestAnimationFrame(step);
    };
    this.frame = requestAnimationFrame(step);
  }

  private apply(place: Place): void {
    this.current = place;
    this.listeners.forEach((listener) => listener(place));
  }
}
