import { AppWindow, Bell, Bot, Building2, CloudDownload, Factory, Fingerprint, KeyRound, Layers, LogIn, Network, ScrollText, ShieldCheck, Signature, Sun, UsersRound, Waypoints, Workflow, type LucideIcon } from 'lucide-react';

export interface Entry {
  readonly path: string;
  /** Key of its name in the texts. */
  readonly name: string;
  readonly icon: LucideIcon;
  /** Absent without any of them; null for everybody. */
  readonly permission: string | readonly string[] | null;
  /** Second key after "g". */
  readonly key: string;
  /** Under a heading of its own, apart from the daily work. */
  readonly administration?: true;
}

/** What people come to do. Only what exists now. */
export const entries: readonly Entry[] = [
  { path: '/', name: 'nav.today', icon: Sun, permission: null, key: 't' },
  { path: '/notifications', name: 'nav.notifications', icon: Bell, permission: null, key: 'b' },
  { path: '/trace', name: 'nav.trace', icon: Waypoints, permission: 'trace:read', key: 'r' },
  { path: '/lots', name: 'nav.lots', icon: Layers, permission: 'node:read', key: 'l' },
  { path: '/captures', name: 'nav.captures', icon: CloudDownload, permission: 'event:read', key: 'c' },
  { path: '/networks', name: 'nav.networks', icon: Network, permission: 'graph:import', key: 'n' },
  { path: '/audit', name: 'nav.audit', icon: ScrollText, permission: 'audit:read', key: 'v' },
  { path: '/lineage', name: 'nav.lineage', icon: Workflow, permission: 'lineage:read', key: 'f' },
  { path: '/users', name: 'nav.users', icon: UsersRound, permission: 'user:read', key: 'u', administration: true },
  { path: '/roles', name: 'nav.roles', icon: KeyRound, permission: 'role:read', key: 'o', administration: true },
  { path: '/service-accounts', name: 'nav.serviceAccounts', icon: Bot, permission: 'service_account:read', key: 's', administration: true },
  { path: '/applications', name: 'nav.applications', icon: AppWindow, permission: 'oauth_client:read', key: 'a', administration: true },
  { path: '/sign-ins', name: 'nav.signIns', icon: LogIn, permission: 'sign_in:read', key: 'i', administration: true },
  { path: '/policy', name: 'nav.policy', icon: ShieldCheck, permission: 'policy:read', key: 'p', administration: true },
  { path: '/signing', name: 'nav.signing', icon: Signature, permission: 'signing_policy:read', key: 'e', administration: true },
  { path: '/single-sign-on', name: 'nav.sso', icon: Fingerprint, permission: 'identity_provider:read', key: 'd', administration: true },
  { path: '/company', name: 'nav.company', icon: Factory, permission: ['tenant:write', 'subscription:read'], key: 'y', administration: true },
  { path: '/tenants', name: 'nav.tenants', icon: Building2, permission: 'platform_tenant:read', key: 'm', administration: true },
];

export function allowed(permissions: readonly string[]): readonly Entry[] {
  return entries.filter(({ permission }) => permission === null || [permission].flat().some((one) => permissions.includes(one)));
}
