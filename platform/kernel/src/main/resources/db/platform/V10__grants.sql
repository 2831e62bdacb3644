-- How often the grants of a tenant's users were changed: the permissions of a role, or the roles of a user. Whoever
-- changes them holds the tenant's row until the end of the transaction, so the changes of a tenant take turns and commit
-- in the order of their epochs; whoever reads permissions and epoch in one snapshot knows how old the permissions are.
create table grant_epochs (
  tenant_id uuid primary key references tenants on delete cascade,
  epoch     bigint not null default 0
);

-- The last change of each user's grants; the nil UUID stands for every user of the tenant. An access token that read its
-- permissions before that epoch is refused. Written by tenants through change_grants only.
create table grant_changes (
  tenant_id  uuid not null references tenants on delete cascade,
  user_id    uuid not null,
  epoch      bigint not null,
  changed_at timestamptz not null default clock_timestamp(),
  changed_by xid8 not null default pg_current_xact_id(),
  primary key (tenant_id, user_id)
);
create index grant_changes_time on grant_changes (changed_at);
create index grant_changes_transaction on grant_changes (changed_by);

-- Who looks for new rows begins with the transactions that were running at the last look.
alter table ended_sessions add column ended_by xid8 not null default pg_current_xact_id();
create index ended_sessions_transaction on ended_sessions (ended_by);

-- A tenant's transaction waits here for those that change grants of the same tenant, and keeps others waiting.
create function hold_grants() returns void language plpgsql security definer
  set search_path = platform, pg_temp as $$
declare tenant uuid := current_tenant_id();
begin
  if tenant is null then raise exception 'hold_grants needs a tenant''s role'; end if;
  insert into grant_epochs (tenant_id) values (tenant) on conflict do nothing;
  perform 1 from grant_epochs where tenant_id = tenant for update;
end $$;

create function grant_epoch() returns bigint language sql stable security definer
  set search_path = platform, pg_temp as
$$ select coalesce((select epoch from grant_epochs where tenant_id = current_tenant_id()), 0) $$;

-- A tenant's transaction says whose grants it changes, and is told the epoch of the change; changes that no token can
-- outlive are swept out with it.
create function change_grants(users uuid[]) returns bigint language plpgsql security definer
  set search_path = platform, pg_temp as $$
declare
  tenant  uuid := current_tenant_id();
  reached bigint;
begin
  if tenant is null then raise exception 'change_grants needs a tenant''s role'; end if;
  insert into grant_epochs (tenant_id, epoch) values (tenant, 1)
  on conflict (tenant_id) do update set epoch = grant_epochs.epoch + 1 returning epoch into reached;
  insert into grant_changes (tenant_id, user_id, epoch) select distinct tenant, one, reached from unnest(users) as one
  on conflict (tenant_id, user_id) do update
    set epoch = excluded.epoch, changed_at = excluded.changed_at, changed_by = excluded.changed_by;
  delete from grant_changes where (tenant_id, user_id) in (
    select tenant_id, user_id from grant_changes where changed_at < clock_timestamp() - interval '2 hours'
    order by changed_at limit 100 for update skip locked);
  perform pg_notify('foodflow_revocations', '');
  return reached;
end $$;

create or replace function end_session(session uuid) returns void language plpgsql security definer
  set search_path = platform, pg_temp as $$
declare tenant uuid := current_tenant_id();
begin
  if tenant is null then raise exception 'end_session needs a tenant''s role'; end if;
  insert into ended_sessions (tenant_id, session_id) values (tenant, session) on conflict do nothing;
  delete from ended_sessions where (tenant_id, session_id) in (
    select tenant_id, session_id from ended_sessions where ended_at < clock_timestamp() - interval '2 hours'
    order by ended_at limit 100 for update skip locked);
  perform pg_notify('foodflow_revocations', '');
end $$;

grant select on grant_epochs, grant_changes to foodflow_app;
