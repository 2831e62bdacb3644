-- Shared by all tenants; no tenant's role can read these tables.

create table tenants (
  id            uuid primary key,
  slug          text not null unique check (slug ~ '^[a-z][a-z0-9_]{1,40}$'),
  name          text not null,
  plan          text not null default 'free' check (plan in ('free', 'pro', 'enterprise')),
  status        text not null default 'active' check (status in ('active', 'suspended')),
  primary_color text,
  logo_url      text,
  schema_state  text,
  version       bigint not null default 1,
  created_at    timestamptz not null default now(),
  updated_at    timestamptz not null default now()
);

create table signing_keys (
  kid         text primary key,
  algorithm   text not null,
  public_jwk  jsonb not null,
  private_jwk bytea not null,
  created_at  timestamptz not null default now(),
  signs_until timestamptz,
  kept_until  timestamptz
);

-- Which tenants an e-mail address may sign in to. Written by tenants through register_sign_in only.
create table sign_in_directory (
  email     text not null,
  tenant_id uuid not null references tenants on delete cascade,
  user_id   uuid not null,
  primary key (email, tenant_id)
);

-- The table of db-scheduler (github.com/kagkarlsson/db-scheduler).
create table scheduled_tasks (
  task_name            text not null,
  task_instance        text not null,
  task_data            bytea,
  execution_time       timestamptz not null,
  picked               boolean not null,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures int,
  last_heartbeat       timestamptz,
  version              bigint not null,
  priority             smallint,
  primary key (task_name, task_instance)
);
create index scheduled_tasks_due on scheduled_tasks (execution_time);
create index scheduled_tasks_heartbeat on scheduled_tasks (last_heartbeat);
create index scheduled_tasks_priority on scheduled_tasks (priority desc, execution_time asc);

-- The tenant whose role the transaction has taken; null for the platform's own.
create function current_tenant_id() returns uuid language sql stable security definer
  set search_path = platform, pg_temp as
$$ select id from tenants where 'tenant_' || slug = current_setting('role') $$;

-- A tenant's transaction enters its own user into the directory, and nobody else's.
create function register_sign_in(user_email text, user_uuid uuid) returns void language plpgsql security definer
  set search_path = platform, pg_temp as $$
declare tenant uuid := current_tenant_id();
begin
  if tenant is null then raise exception 'register_sign_in needs a tenant''s role'; end if;
  delete from sign_in_directory where tenant_id = tenant and user_id = user_uuid;
  insert into sign_in_directory (email, tenant_id, user_id) values (lower(user_email), tenant, user_uuid);
end $$;

create function forget_sign_in(user_uuid uuid) returns void language sql security definer
  set search_path = platform, pg_temp as
$$ delete from sign_in_directory where tenant_id = current_tenant_id() and user_id = user_uuid $$;

-- A tenant's transaction schedules its own job: the run commits with what asked for it. One that waits is made due.
create function schedule_job(job uuid, kind text) returns void language plpgsql security definer
  set search_path = platform, pg_temp as $$
declare tenant uuid := current_tenant_id();
begin
  if tenant is null then raise exception 'schedule_job needs a tenant''s role'; end if;
  insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version, consecutive_failures)
  values ('job:' || kind, tenant || '/' || job, now(), false, 1, 0)
  on conflict (task_name, task_instance) do update set execution_time = now(), version = scheduled_tasks.version + 1
  where not scheduled_tasks.picked and scheduled_tasks.execution_time > now();
end $$;

grant select, insert, update, delete on all tables in schema platform to foodflow_app;
revoke update, delete on audit_entries, audit_chain from foodflow_app;
revoke all on flyway_kernel from foodflow_app;
grant usage on all sequences in schema platform to foodflow_app;
revoke execute on all functions in schema platform from public;
grant execute on function current_tenant_id(), register_sign_in(text, uuid), forget_sign_in(uuid), schedule_job(uuid, text) to public;
grant execute on all functions in schema platform to foodflow_app;
