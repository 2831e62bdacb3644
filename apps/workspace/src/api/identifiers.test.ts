import { describe, expect, it } from 'vitest';
import { canonicalKey, mentionsOf } from './identifiers';

describe('identifiers as the graph keeps them', () => {
  it.each([
    ['urn:epc:class:lgtin:0614141.107346.ABC.1', 'https://id.gs1.org/01/10614141073464/10/ABC.1'],
    ['urn:epc:id:sgtin:0614141.107346.2018', 'https://id.gs1.org/01/10614141073464/21/2018'],
    ['urn:epc:idpat:sgtin:0614141.107346.*', 'https://id.gs1.org/01/10614141073464'],
    ['urn:epc:id:sscc:0614141.1234567890', 'https://id.gs1.org/00/106141412345678908'],
    ['urn:epc:id:sgln:0614141.12345.0', 'https://id.gs1.org/414/0614141123452'],
    ['urn:epc:id:sgln:0614141.12345.400', 'https://id.gs1.org/414/0614141123452/254/400'],
    ['https://example.com/shop/01/614141073467/10/L7?15=261231', 'https://id.gs1.org/01/00614141073467/10/L7'],
    ['https://id.gs1.org/00/340123450000000018', 'https://id.gs1.org/00/340123450000000018'],
  ])('%s is %s', (text, key) => expect(canonicalKey(text)).toBe(key));

  it.each(['urn:gdst:example.org:product:lot:class:a.b.c', 'urn:epc:id:gdti:0614141.12345.400', 'MP-2638'])('leaves %s as it is', (text) =>
    expect(canonicalKey(text)).toBe(text));
});

describe('what an event speaks of', () => {
  it('is found in every list, with quantity and role', () => {
    const event = {
      type: 'TransformationEvent',
      inputQuantityList: [{ epcClass: 'urn:epc:class:lgtin:0614141.107346.A', quantity: 12.5, uom: 'KGM' }],
      outputEPCList: ['urn:epc:id:sgtin:0614141.107346.1'],
      bizLocation: { id: 'urn:epc:id:sgln:0614141.12345.0' },
    };
    expect(mentionsOf(JSON.stringify(event))).toEqual([
      { role: 'in', identifier: 'urn:epc:class:lgtin:0614141.107346.A', quantity: 12.5, unit: 'KGM' },
      { role: 'out', identifier: 'urn:epc:id:sgtin:0614141.107346.1', quantity: null, unit: null },
      { role: 'where', identifier: 'urn:epc:id:sgln:0614141.12345.0', quantity: null, unit: null },
    ]);
  });

  it('is named once, however often the event names it', () => {
    expect(mentionsOf('{"epcList":["a","a"],"quantityList":[{"epcClass":"a"}]}')).toHaveLength(1);
  });

  it.each(['', '{', '[]', '7', '{"epcList":7,"quantityList":[null,{"quantity":1}]}'])('is nothing in %j', (raw) => expect(mentionsOf(raw)).toEqual([]));
});
