import { describe, expect, it } from 'vitest';
import { keyEnd, nameOf, stateOf } from './nodes';
import { statusOf } from './status';

describe('how a node is called', () => {
  it('is its lot code, else its name, else the end of its identifier', () => {
    expect(nameOf({ lot_code: 'L-1', name: 'Milk', key: 'https://id.gs1.org/01/1/10/L-1' })).toBe('L-1');
    expect(nameOf({ lot_code: null, name: 'Milk', key: 'https://id.gs1.org/01/1' })).toBe('Milk');
    expect(nameOf({ key: 'https://id.gs1.org/00/340123450000000018' })).toBe('340123450000000018');
  });

  it.each([
    ['urn:foodflow:fcl:tea:station:S%201', 'S 1'],
    ['https://id.gs1.org/414/4012345000009/254/%E0', '%E0'],
    ['https://example.com/', 'https://example.com/'],
  ])('reads the end of %s', (key, end) => expect(keyEnd(key)).toBe(end));
});

describe('what a state asks of people', () => {
  it('is the disposition before what the sender said of it', () => {
    expect(stateOf({ state: 'destroyed', properties: { state: 'recalled' } })).toBe('destroyed');
    expect(stateOf({ properties: { state: 'recalled' } })).toBe('recalled');
    expect(stateOf({ properties: { state: 7 } })).toBeNull();
  });

  it.each(['destroyed', 'disposed', 'inactive', 'retail_sold', 'dispensed', 'unknown'])('is nothing once a lot is %s', (state) =>
    expect(['none', 'ok']).toContain(statusOf(state)));

  it.each([
    ['urn:epcglobal:cbv:disp:recalled', 'act'],
    ['https://ref.gs1.org/cbv/Disp-destroyed', 'none'],
    ['Damaged', 'watch'],
  ])('is the same in every spelling: %s', (state, status) => expect(statusOf(state)).toBe(status));
});
