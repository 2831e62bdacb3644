import { Bot, CloudDownload, Layers, Network, Sun, Waypoints, type LucideIcon } from 'lucide-react';

export interface Entry {
  readonly path: string;
  /** Key of its name in the texts. */
  readonly name: string;
  readonly icon: LucideIcon;
  /** Absent without it. */
  readonly permission: string | null;
  /** Second key after "g". */
  readonly key: string;
}

/** What people come to do. Only what exists now. */
export const entries: readonly Entry[] = [
  { path: '/', name: 'nav.today', icon: Sun, permission: null, key: 't' },
  { path: '/trace', name: 'nav.trace', icon: Waypoints, permission: 'trace:read', key: 'r' },
  { path: '/lots', name: 'nav.lots', icon: Layers, permission: 'node:read', key: 'l' },
  { path: '/captures', name: 'nav.captures', icon: CloudDownload, permission: 'event:read', key: 'c' },
  { path: '/networks', name: 'nav.networks', icon: Network, permission: 'graph:import', key: 'n' },
  { path: '/service-accounts', name: 'nav.serviceAccounts', icon: Bot, permission: 'service_account:read', key: 's' },
];

export function allowed(permissions: readonly string[]): readonly Entry[] {
  return entries.filter((entry) => entry.permission === null || permissions.includes(entry.permission));
}
