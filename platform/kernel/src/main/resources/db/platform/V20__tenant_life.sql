-- A tenant is being provisioned until it is whole, and is being deleted from the request until it is erased.
alter table tenants drop constraint tenants_status_check;
alter table tenants add constraint tenants_status_check
  check (status in ('provisioning', 'active', 'suspended', 'deleting'));
alter table tenants
  add column suspended_reason text,
  add column suspended_at     timestamptz,
  add column suspended_by     text,
  add column sandbox          boolean not null default false,
  add column logo             bytea,
  add column logo_type        text,
  add column logo_version     bigint not null default 0,
  add column request_key      text;
create index tenants_name on tenants using gin (lower(name) reference.gin_trgm_ops);

-- Archives of tenants. They outlive their tenant: the one that a deletion makes is what is left of it.
create table tenant_exports (
  id           uuid primary key,
  tenant_id    uuid not null,
  slug         text not null,
  state        text not null check (state in ('queued', 'running', 'succeeded', 'failed', 'expired')),
  progress     double precision not null default 0,
  message      text,
  requested_by text not null,
  requested_at timestamptz not null,
  finished_at  timestamptz,
  object_id    text,
  size_bytes   bigint,
  expires_at   timestamptz,
  error        text,
  attempts     int not null default 0
);
create unique index tenant_exports_open on tenant_exports (tenant_id) where state in ('queued', 'running');
create index tenant_exports_recent on tenant_exports (tenant_id, id desc);

create table tenant_deletions (
  tenant_id     uuid primary key,
  slug          text not null,
  name          text not null,
  state         text not null check (state in ('exporting', 'waiting', 'erasing', 'erased', 'cancelled')),
  was_suspended boolean not null,
  requested_by  text not null,
  reason        text,
  requested_at  timestamptz not null,
  erase_after   timestamptz not null,
  export_id     uuid,
  finished_at   timestamptz,
  error         text,
  attempts      int not null default 0,
  retry_at      timestamptz
);
create index tenant_deletions_open on tenant_deletions (erase_after) where state not in ('erased', 'cancelled');

-- Who keeps tenants in memory looks again when one changes.
create function tell_tenant_change() returns trigger language plpgsql as $$
begin
  perform pg_notify('foodflow_revocations', 'tenants');
  return null;
end $$;
create trigger tell_change after update of status, name, plan, primary_color, logo_url or delete on tenants
  for each statement execute function tell_tenant_change();

grant select, insert, update, delete on tenant_exports, tenant_deletions to foodflow_app;
