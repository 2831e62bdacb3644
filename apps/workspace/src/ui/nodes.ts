import type { LotNode } from '@/api/types';

type Named = Pick<LotNode, 'lot_code' | 'name' | 'key'>;

/** How a node is called in one line: lot code, else name, else the end of its identifier. */
export function nameOf({ lot_code, name, key }: Named): string {
  return lot_code ?? name ?? keyEnd(key);
}

/** The end of an identifier, readable: what follows the last slash or colon. */
export function keyEnd(key: string): string {
  const part = key.split(/[/:]/).at(-1) || key;
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** A lot's state: its disposition, or what its sender put among its properties. */
export function stateOf(node: Pick<LotNode, 'state' | 'properties'>): string | null {
  const state = node.state ?? node.properties?.['state'];
  return typeof state === 'string' ? state : null;
}
