/**
 * The page with all that ever happened to a resource, as the audit trail names it. An id that cannot stand in the path of an
 * address is looked for among all entries instead.
 */
export function historyOf(type: string, id: string): string {
  const page = /[/\\;%]/.test(id) ? '/audit' : '/audit/history';
  return `${page}?${new URLSearchParams({ type, id })}`;
}
