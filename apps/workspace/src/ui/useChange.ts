import { useState } from 'react';
import { asProblem, type ApiProblem } from '@/api/problem';
import { faultOf, unsaid } from './faults';

export interface Change {
  readonly busy: boolean;
  readonly problem: ApiProblem | null;
  /** What a field, or an entry of it, was refused for, if it was. */
  fault(field: string): string | null;
  /** The problem, unless every fault of it was asked for by {@link fault} and so stands beside its field. */
  unsaid(): ApiProblem | null;
  /** Runs one change; true if it came through, else `problem` says why not. */
  run(work: () => Promise<unknown>): Promise<boolean>;
}

/** A change a person asks for: whether it is under way, and what went wrong. */
export function useChange(): Change {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  // The fields that this rendering shows.
  const asked = new Set<string>();
  return {
    busy,
    problem,
    fault: (field) => {
      asked.add(field);
      return faultOf(problem, field);
    },
    unsaid: () => unsaid(problem, asked),
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
