import { describe, expect, it } from 'vitest';
import { diff } from './diff';

const shown = (before: string, after: string): string => diff(before, after).map(({ kind, text }) => `${{ same: ' ', gone: '-', new: '+' }[kind]}${text}`).join('|');

describe('the difference of two texts', () => {
  it('keeps the lines that both have', () => {
    expect(shown('a\nb\nc', 'a\nx\nc\nd')).toBe(' a|-b|+x| c|+d');
  });

  it('is all of one where the other is empty', () => {
    expect(shown('', 'a\n')).toBe('+a|+');
    expect(shown('a', '')).toBe('-a');
    expect(shown('', '')).toBe('');
  });
});
