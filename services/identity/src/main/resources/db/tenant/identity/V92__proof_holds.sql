-- Whose account somebody else opened with a password, or whose password, address or second factor was set without the person:
-- they prove nothing, and so sign nothing, until another administrator confirms it. by_machine says that two have to.
create table proof_holds (
  user_id    uuid primary key references users on delete cascade,
  causes     text[] not null
    check (cardinality(causes) > 0 and causes <@ array['account', 'email', 'password', 'second_factor']),
  set_by     uuid[] not null,
  by_machine boolean not null,
  since      timestamptz not null
);

-- What the trail knows of those that are there. Of passwords it knows as long as the outbox does.
insert into proof_holds (user_id, causes, set_by, by_machine, since)
select u.id, array_agg(distinct done.cause order by done.cause),
       coalesce(array_agg(distinct done.actor_id) filter (where done.actor_kind = 'USER' and done.actor_id is not null), '{}'),
       bool_or(done.actor_kind <> 'USER'), max(done.time)
from users u
join (
  select e.resource_id, e.actor_kind, e.actor_id, e.time,
         case when e.event_type = 'UserCreated' then 'account'
              when e.event_type = 'SecondFactorRemoved' then 'second_factor'
              when e.old_value ->> 'email' <> e.new_value ->> 'email' then 'email'
              else 'password' end as cause
  from audit_entries e left join outbox o on o.id = e.id
  where e.resource_type = 'user' and e.actor_kind in ('USER', 'SERVICE')
    and (e.event_type = 'UserCreated'
      or (e.event_type = 'SecondFactorRemoved' and e.actor_id::text is distinct from e.resource_id)
      or (e.event_type = 'UserUpdated'
        and (e.old_value ->> 'email' <> e.new_value ->> 'email' or o.data ->> 'password_changed' = 'true')))
) done on done.resource_id = u.id::text
group by u.id;
