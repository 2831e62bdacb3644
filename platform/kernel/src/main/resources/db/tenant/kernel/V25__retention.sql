-- How long this company keeps what it may drop, in days by group; what is not named is kept as the platform does.
create table retention_policy (
  one        boolean primary key default true check (one),
  days       jsonb not null default '{}',
  version    bigint not null default 1,
  updated_at timestamptz not null default now()
);
insert into retention_policy default values;

-- What must not be dropped, erased or deleted. Conditions that are null do not narrow a hold.
create table legal_holds (
  id             uuid primary key,
  name           text not null,
  reason         text not null,
  everything     boolean not null,
  resource_type  text,
  resource_id    text,
  site           text,
  person         uuid,
  from_time      timestamptz,
  to_time        timestamptz,
  placed_by      text not null,
  placed_at      timestamptz not null,
  released_by    text,
  released_at    timestamptz,
  release_reason text,
  check (resource_id is null or resource_type is not null),
  check (from_time < to_time),
  check (everything = (coalesce(resource_type, site, person::text) is null and from_time is null and to_time is null)),
  check ((released_at is null) = (released_by is null) and (released_at is null) = (release_reason is null))
);
create index legal_holds_active on legal_holds (id) where released_at is null;

-- Whether a thing of that kind, about those persons, at that time is under a hold. Where it was is not asked: a hold on a
-- site reaches all that may have been there.
create function is_held(thing_type text, thing_id text, persons uuid[], moment timestamptz) returns boolean
language sql stable as $$
  select exists (
    select from legal_holds h
    where h.released_at is null
      and (h.resource_type is null or h.resource_type = thing_type)
      and (h.resource_id is null or h.resource_id = thing_id)
      and (h.person is null or h.person = any (persons) or h.person::text = thing_id)
      and (h.from_time is null or moment >= h.from_time)
      and (h.to_time is null or moment < h.to_time))
$$;

-- Months whose audit entries had their time. removing: its keys are going, and the rows follow, up to the one reached; held:
-- done but for what was under a hold in any of its steps, to be looked at again when a hold is released that was so when it began.
-- rows_kept: a hold was placed when the keys had gone, and rows show what these sealed.
create table audit_removals (
  kept_as      text not null,
  month        date not null,
  state        text not null check (state in ('removing', 'removed', 'held')),
  reached_time timestamptz,
  reached_id   uuid,
  removed      bigint not null default 0,
  begun_at     timestamptz,
  spared       boolean not null default false,
  rows_kept    boolean not null default false,
  primary key (kept_as, month)
);

-- A row of the trail may only lose what tells of persons and contents. Whether it was allowed to, the ledger tells: only
-- where the key of a value is gone may the value be.
create function refuse_all_but_emptying() returns trigger language plpgsql as $$
begin
  if (new.id, new.time, new.event_type, new.actor_kind, new.resource_type)
       is distinct from (old.id, old.time, old.event_type, old.actor_kind, old.resource_type)
    or new.actor_id is distinct from old.actor_id
    or new.session_id is distinct from old.session_id
    or new.trace_id is distinct from old.trace_id
    or (new.actor_name <> old.actor_name and new.actor_name <> '')
    or (new.resource_id <> old.resource_id and new.resource_id <> '')
    or (new.old_value is not null and new.old_value is distinct from old.old_value)
    or (new.new_value is not null and new.new_value is distinct from old.new_value)
    or (new.reason is not null and new.reason is distinct from old.reason)
    or (new.ip is not null and new.ip is distinct from old.ip)
    or (new.user_agent is not null and new.user_agent is distinct from old.user_agent)
  then
    raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
drop trigger append_only on audit_entries;
create trigger append_only before delete or truncate on audit_entries
  for each statement execute function refuse_change();
create trigger only_emptied before update on audit_entries
  for each row execute function refuse_all_but_emptying();
