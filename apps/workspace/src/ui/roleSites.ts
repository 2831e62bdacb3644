import type { RoleSites } from '@/api/people';

/** The sites of those roles that are given, without those that are not any more. */
export function sitesOfGiven(roles: readonly string[], sites: RoleSites): RoleSites {
  return Object.fromEntries(Object.entries(sites).filter(([role]) => roles.includes(role)));
}

/** The same with one role at other sites; null for everywhere. */
export function withSitesOf(role: string, at: readonly string[] | null, sites: RoleSites): RoleSites {
  const others = Object.entries(sites).filter(([one]) => one !== role);
  return Object.fromEntries(at === null ? others : [...others, [role, at]]);
}

/** Whether a role is to hold at some sites only, of which none is chosen yet: no one could tell where it holds. */
export function lacksSites(sites: RoleSites | undefined): boolean {
  return Object.values(sites ?? {}).some((at) => at.length === 0);
}
