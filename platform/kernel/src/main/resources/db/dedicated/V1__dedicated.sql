-- What a tenant's transactions find of the platform in a database of the tenant's own: the same functions as in the shared
-- database. What they do to the shared database is written down here, in the transaction that asked for it, and done there
-- once that is committed.

create table tenants (
  id        uuid primary key,
  slug      text not null unique check (slug ~ '^[a-z][a-z0-9_]{1,40}$'),
  door_open boolean not null default false,
  door_key  uuid
);

create table grant_epochs (
  tenant_id uuid primary key references tenants on delete cascade,
  epoch     bigint not null default 0
);

-- In the order of no, in which cause comes before effect: what builds on another transaction is written after its commit.
create table calls (
  no        bigint generated always as identity primary key,
  id        uuid not null default gen_random_uuid(),
  tenant_id uuid not null references tenants on delete cascade,
  what      text not null,
  arguments jsonb not null
);
create index calls_tenant on calls (tenant_id, no);

create table move_marks (
  tenant_id uuid primary key,
  mark      bigint not null
);

create function current_tenant_id() returns uuid language sql stable security definer
  set search_path = platform, pg_temp as
$$ select id from tenants where 'tenant_' || slug = current_setting('role') $$;

create function enter(tenant_role text) returns boolean language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('foodflow door ' || tenant_role, 0));
  if not exists (select from platform.tenants where slug = substr(tenant_role, 8) and door_open) then
    return false;
  end if;
  perform set_config('role', tenant_role, true);
  return true;
end $$;

create function call_the_platform(name text, given jsonb) returns void language plpgsql security definer
  set search_path = platform, pg_temp as $$
declare tenant uuid := current_tenant_id();
begin
  if tenant is null then raise exception '% needs a tenant''s role', name; end if;
  insert into calls (tenant_id, what, arguments) values (tenant, name, given);
end $$;

create function register_sign_in(user_email text, user_uuid uuid) returns void language sql security definer
  set search_path = platform, pg_temp as
$$ select call_the_platform('register_sign_in', jsonb_build_object('email', user_email, 'user', user_uuid)) $$;

create function forget_sign_in(user_uuid uuid) returns void language sql security definer
  set search_path = platform, pg_temp as
$$ select call_the_platform('forget_sign_in', jsonb_build_object('user', user_uuid)) $$;

create function end_session(session uuid) returns void language sql security definer
  set search_path = platform, pg_temp as
$$ select call_the_platform('end_session', jsonb_build_object('session', session)) $$;

create function schedule_job(job uuid, kind text) returns void language sql security definer
  set search_path = platform, pg_temp as
$$ select call_the_platform('schedule_job', jsonb_build_object('job', job, 'kind', kind)) $$;

create function release_domain(given_up text) returns void language sql security definer
  set search_path = platform, pg_temp as
$$ select call_the_platform('release_domain', jsonb_build_object('domain', given_up)) $$;

-- The tables of a tenant that works here are never exchanged: a backup is put in place in the shared database only.
create function is_resting() returns boolean language sql immutable as $$ select false $$;

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

-- The shared database counts the same changes in the same order, and so comes to the same epoch.
create function change_grants(users uuid[]) returns bigint language plpgsql security definer
  set search_path = platform, pg_temp as $$
declare
  tenant  uuid := current_tenant_id();
  reached bigint;
begin
  if tenant is null then raise exception 'change_grants needs a tenant''s role'; end if;
  insert into grant_epochs (tenant_id, epoch) values (tenant, 1)
  on conflict (tenant_id) do update set epoch = grant_epochs.epoch + 1 returning epoch into reached;
  perform call_the_platform('change_grants', jsonb_build_object('users', to_jsonb(users)));
  return reached;
end $$;

grant select on tenants to foodflow_app;
grant select, delete on calls to foodflow_app;
revoke execute on all functions in schema platform from public;
grant execute on function current_tenant_id(), register_sign_in(text, uuid), forget_sign_in(uuid), end_session(uuid),
  schedule_job(uuid, text), release_domain(text), is_resting(), hold_grants(), grant_epoch(), change_grants(uuid[])
  to public;
grant execute on function enter(text), current_tenant_id() to foodflow_app;
