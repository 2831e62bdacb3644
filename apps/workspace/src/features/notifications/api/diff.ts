export interface Line {
  readonly kind: 'same' | 'gone' | 'new';
  readonly text: string;
}

/** What became of each line between two texts: a longest common subsequence, in lines² steps, for texts that people write. */
export function diff(before: string, after: string): readonly Line[] {
  const old = before === '' ? [] : before.split('\n');
  const now = after === '' ? [] : after.split('\n');
  // common[i][j]: lines that the ends of both texts from there on have in common.
  const common = Array.from({ length: old.length + 1 }, () => new Uint32Array(now.length + 1));
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      common[i]![j] = old[i] === now[j] ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
    }
  }
  const lines: Line[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      lines.push({ kind: 'same', text: old[i]! });
      i++;
      j++;
    } else if (j >= now.length || (i < old.length && common[i + 1]![j]! >= common[i]![j + 1]!)) {
      lines.push({ kind: 'gone', text: old[i++]! });
    } else {
      lines.push({ kind: 'new', text: now[j++]! });
    }
  }
  return lines;
}
