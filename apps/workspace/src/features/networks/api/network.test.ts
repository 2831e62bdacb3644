import { describe, expect, it } from 'vitest';
import { busiest, nameOfFile, previewOf, stationKey } from './network';

const flat = {
  stations: [{ id: '1', name: 'Farm' }, { id: 2, name: 'Shop' }, { id: '3' }],
  deliveries: [{ id: 'd1', source: '1', target: '2' }, { id: 'd2', source: '1', target: 2 }],
  deliveriesRelations: [{ source: 'd1', target: 'd2' }],
};
const cell = (id: string, value: unknown) => ({ id, value });
const nested = {
  version: '1.0.0',
  data: {
    stations: { columnProperties: [], data: [[cell('ID', 'S 1'), cell('Name', 'Farm')], [cell('ID', 'S 2')]] },
    deliveries: { data: [[cell('ID', 'd'), cell('From', 'S 1'), cell('To', 'S 2')]] },
    deliveryRelations: { data: [] },
  },
};

describe('a FoodChain-Lab file', () => {
  it('is read with rows as objects at the top', () => {
    expect(previewOf(flat)).toEqual({
      stations: [{ id: '1', name: 'Farm', out: 2, in: 0 }, { id: '2', name: 'Shop', out: 0, in: 2 }, { id: '3', name: '3', out: 0, in: 0 }],
      deliveries: 2, relations: 1,
    });
  });

  it('is read with rows as cells under data', () => {
    expect(previewOf(nested)).toEqual({ stations: [{ id: 'S 1', name: 'Farm', out: 1, in: 0 }, { id: 'S 2', name: 'S 2', out: 0, in: 1 }], deliveries: 1, relations: 0 });
  });

  it('is read with cells among the properties of a row under elements', () => {
    const elements = { stations: [{ id: '1', properties: [{ name: 'Name', value: 'Mill' }] }], deliveries: [] };
    expect(previewOf({ elements })?.stations[0]).toMatchObject({ id: '1', name: 'Mill' });
  });

  it.each([null, 7, [], {}, { stations: [] }, { epcisBody: { eventList: [] } }])('is not %j', (document) => expect(previewOf(document)).toBeNull());

  it('offers the stations that most deliveries pass', () => {
    expect(busiest(previewOf(flat)!.stations, 2).map((station) => station.id)).toEqual(['1', '2']);
  });

  it('names stations as the platform does', () => {
    expect(stationKey('tea', "S 1 (O'Neil)*")).toBe('urn:foodflow:fcl:tea:station:S%201%20%28O%27Neil%29*');
    expect(nameOfFile('Scenario_1_Outbreak.json')).toBe('Scenario 1 Outbreak');
  });
});
