-- The same document may come again; it is kept once.
create index captures_document on captures (document);

-- What a tenant had before it was metered counts. The meter begins where the events are now; what it is still to be told of is
-- taken off, so that nothing counts twice. Locked in the order in which the meter takes them.
lock table consumer_positions in share row exclusive mode;
lock table outbox in share mode;

insert into consumer_positions (consumer, seq)
select 'usage-meter', max(seq) from outbox having max(seq) > 0
on conflict do nothing;

insert into usage_counters (metric, period, used)
select 'storage_bytes', '', here.bytes - coming.bytes
from (select coalesce(sum(document_bytes), 0)::bigint as bytes
      from (select distinct on (document) document_bytes from captures order by document) one) here,
     (select coalesce(sum((data ->> 'bytes')::bigint), 0)::bigint as bytes from outbox
      where type = 'DocumentReceived' and (seq is null or seq > coalesce((select seq from consumer_positions where consumer = 'usage-meter'), 0))) coming
where here.bytes <> coming.bytes
on conflict (metric, period) do update set used = excluded.used;

insert into usage_counters (metric, period, used)
select 'events', here.period, here.events - coalesce(coming.events, 0)
from (select to_char(record_time at time zone 'UTC', 'YYYY-MM') as period, count(*) as events from events group by 1) here
left join (select to_char(time at time zone 'UTC', 'YYYY-MM') as period,
                  sum(case type when 'EventRecorded' then 1 else (data ->> 'accepted')::bigint end)::bigint as events
           from outbox
           where type in ('EventRecorded', 'EventsCaptured')
             and (seq is null or seq > coalesce((select seq from consumer_positions where consumer = 'usage-meter'), 0))
           group by 1) coming using (period)
where here.events <> coalesce(coming.events, 0)
on conflict do nothing;
