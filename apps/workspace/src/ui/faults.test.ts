import { describe, expect, it } from 'vitest';
import { ApiProblem } from '@/api/problem';
import { faultOf, unsaid } from './faults';

const refused = (...fields: string[]): ApiProblem => new ApiProblem(400, { errors: fields.map((field) => ({ field, message: `${field} is wrong` })) });

describe('a fault', () => {
  it('stands beside its field, that of an entry beside the list', () => {
    const problem = refused('email', 'roles[1]');
    expect(faultOf(problem, 'email')).toBe('email is wrong');
    expect(faultOf(problem, 'roles')).toBe('roles[1] is wrong');
    expect(faultOf(problem, 'role')).toBeNull();
    expect(faultOf(null, 'email')).toBeNull();
  });
});

describe('a problem', () => {
  it('is said as a whole unless every fault of it stands beside a field', () => {
    expect(unsaid(refused('email', 'roles[1]'), ['email', 'roles'])).toBeNull();
    const hidden = refused('email', 'trial');
    expect(unsaid(hidden, ['email', 'roles'])).toBe(hidden);
    const other = new ApiProblem(409, {});
    expect(unsaid(other, ['email'])).toBe(other);
    expect(unsaid(null, [])).toBeNull();
  });
});
