import { useState } from 'react';
import { asProblem, type ApiProblem } from '@/api/problem';

export interface Change {
  readonly busy: boolean;
  readonly problem: ApiProblem | null;
  /** What a field, or an entry of it, was refused for, if it was. */
  fault(field: string): string | null;
  /** Runs one change; true if it came through, else `problem` says why not. */
  run(work: () => Promise<unknown>): Promise<boolean>;
}

/** A change a person asks for: whether it is under way, and what went wrong. */
export function useChange(): Change {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  return {
    busy,
    problem,
    fault: (field) => problem?.fields.find((one) => one.field === field || one.field?.startsWith(`${field}[`))?.message ?? null,
    run: async (work) => {
      setBusy(true);
      setProblem(null);
      try {
        await work();
        return true;
      } catch (error) {
        setProblem(asProblem(error));
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
}
