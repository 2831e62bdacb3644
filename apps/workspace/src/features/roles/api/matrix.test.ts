import { describe, expect, it } from 'vitest';
import type { Permission } from '@/api/people';
import { differenceOf, differences, matrixOf, nameOf } from './matrix';

const permission = (name: string, platform = false): Permission => {
  const [resource = '', action = ''] = name.split(':');
  return { permission: name, resource, action, platform, operations: [] };
};
const all = ['event:capture', 'event:read', 'job:cancel', 'node:read', 'node:write'].map((one) => permission(one));

describe('the matrix', () => {
  it('has reading and writing first, then the other actions', () => {
    expect(matrixOf(all, new Set()).actions).toEqual(['read', 'write', 'cancel', 'capture']);
  });

  it('has a row for each resource and a gap where nothing asks for a permission', () => {
    const { rows } = matrixOf(all, new Set());
    expect(rows.map((row) => row.resource)).toEqual(['event', 'job', 'node']);
    expect(rows[0]!.cells.map((cell) => cell?.permission ?? null)).toEqual(['event:read', null, null, 'event:capture']);
  });

  it('shows what belongs to the platform only where it is held', () => {
    const withKey = [...all, permission('key:rotate', true)];
    expect(matrixOf(withKey, new Set()).rows.map((row) => row.resource)).not.toContain('key');
    expect(matrixOf(withKey, new Set(['key:rotate'])).rows.map((row) => row.resource)).toContain('key');
  });
});

describe('a difference', () => {
  const before = new Set(['a:read', 'b:read']);
  const after = new Set(['b:read', 'c:read']);

  it('is something added or something gone', () => {
    expect(differenceOf('a:read', before, after)).toBe('gone');
    expect(differenceOf('b:read', before, after)).toBeNull();
    expect(differenceOf('c:read', before, after)).toBe('added');
    expect(differenceOf('d:read', before, after)).toBeNull();
  });

  it('is counted on both sides', () => {
    expect(differences(before, after)).toBe(2);
    expect(differences(before, before)).toBe(0);
  });
});

describe('a name made of a title', () => {
  it.each([
    ['Goods in', 'goods_in'],
    ['Qualität & Größe', 'qualitat_grosse'],
    ['2. Schicht', 'schicht'],
    ['  Été ', 'ete'],
    ['x'.repeat(80), 'x'.repeat(61)],
    ['日本', ''],
  ])('%s is %s', (title, name) => expect(nameOf(title)).toBe(name));
});
