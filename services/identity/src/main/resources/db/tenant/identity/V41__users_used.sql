-- What a tenant had before it was metered counts. The meter begins where the events are now; what it is still to be told of is
-- taken off, so that nothing counts twice. Locked in the order in which the meter takes them.
lock table consumer_positions in share row exclusive mode;
lock table outbox in share mode;

insert into consumer_positions (consumer, seq)
select 'usage-meter', max(seq) from outbox having max(seq) > 0
on conflict do nothing;

insert into usage_counters (metric, period, used)
select 'users', '', here.users - coming.users
from (select count(*) as users from users) here,
     (select count(*) filter (where type = 'UserCreated') - count(*) filter (where type = 'UserDeleted') as users
      from outbox
      where seq is null or seq > coalesce((select seq from consumer_positions where consumer = 'usage-meter'), 0)) coming
where here.users <> coming.users
on conflict (metric, period) do update set used = excluded.used;
