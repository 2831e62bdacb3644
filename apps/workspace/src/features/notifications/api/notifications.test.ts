import { describe, expect, it } from 'vitest';
import { pageOf } from './notifications';

describe('the page of a notification', () => {
  it('stands under the base that the router adds', () => {
    expect(pageOf('/app/trace?lot=L-7')).toBe('/trace?lot=L-7');
    expect(pageOf('/app')).toBe('/');
    expect(pageOf(null)).toBeNull();
  });
});
