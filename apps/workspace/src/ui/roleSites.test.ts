import { describe, expect, it } from 'vitest';
import { lacksSites, sitesOfGiven, withSitesOf } from './roleSites';

describe('the sites of roles', () => {
  it('are no longer everywhere once the last of them is taken away', () => {
    const none = withSitesOf('viewer', [], { viewer: ['urn:a'], operator: ['urn:b'] });
    expect(none).toEqual({ operator: ['urn:b'], viewer: [] });
    expect(lacksSites(none)).toBe(true);
    expect(sitesOfGiven(['viewer', 'operator'], none)).toEqual(none);
  });

  it('are everywhere only where that is chosen', () => {
    const all = withSitesOf('viewer', null, { viewer: [], operator: ['urn:b'] });
    expect(all).toEqual({ operator: ['urn:b'] });
    expect(lacksSites(all)).toBe(false);
    expect(lacksSites(undefined)).toBe(false);
  });

  it('go with their role', () => {
    expect(lacksSites(sitesOfGiven(['operator'], { viewer: [], operator: ['urn:b'] }))).toBe(false);
  });
});
