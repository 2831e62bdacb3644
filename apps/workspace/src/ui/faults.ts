import type { ApiProblem } from '@/api/problem';

const concerns = (field: string, fault: string | null | undefined): boolean => fault === field || (fault?.startsWith(`${field}[`) ?? false);

/** What a field, or an entry of it, was refused for, if it was. */
export function faultOf(problem: ApiProblem | null, field: string): string | null {
  return problem?.fields.find((one) => concerns(field, one.field))?.message ?? null;
}

/** The problem, unless each of its faults is said beside one of these fields. */
export function unsaid(problem: ApiProblem | null, fields: Iterable<string>): ApiProblem | null {
  if (!problem || problem.fields.length === 0) return problem;
  const shown = [...fields];
  return problem.fields.every((one) => shown.some((field) => concerns(field, one.field))) ? null : problem;
}
