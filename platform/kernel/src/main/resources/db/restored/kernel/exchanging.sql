-- What was held since stays held, what was released since stays released, and what is kept for how long is as it was said last.
insert into legal_holds select * from ${other}.legal_holds
on conflict (id) do update set released_by = excluded.released_by, released_at = excluded.released_at,
  release_reason = excluded.release_reason
  where excluded.released_at is not null;
update retention_policy set days = o.days, version = greatest(retention_policy.version, o.version) + 1, updated_at = o.updated_at
from ${other}.retention_policy o
where (retention_policy.days, retention_policy.updated_at) is distinct from (o.days, o.updated_at);
-- What went since has to go once more.
insert into audit_removals (kept_as, month, state) select kept_as, month, 'removing' from ${other}.audit_removals
on conflict (kept_as, month) do update set state = 'removing', reached_time = null, reached_id = null;
