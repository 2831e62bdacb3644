import { expect, it } from 'vitest';
import { eventsCsv } from './export';

it('exports one line a finding, and one for an event without', () => {
  const csv = eventsCsv([
    { index: 0, outcome: 'accepted', event_id: 'e1', errors: [] },
    { index: 1, outcome: 'rejected', errors: [{ field: 'eventTime', rule: 'required', message: 'must be given, was absent' }, { field: 'epcList[0]', message: '=1+1' }] },
    { index: 2, outcome: 'duplicate', sender_event_id: 'ni:///sha-256;1' },
  ]);
  expect(csv.trimEnd().split('\r\n')).toEqual([
    '\uFEFFnumber,outcome,field,rule,reason,event_id,sender_event_id',
    '1,accepted,,,,e1,',
    '2,rejected,eventTime,required,"must be given, was absent",,',
    "2,rejected,epcList[0],,'=1+1,,",
    '3,duplicate,,,,,ni:///sha-256;1',
  ]);
});
