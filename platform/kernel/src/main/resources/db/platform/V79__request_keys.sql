-- Idempotency keys of requests that change the platform's own tables, as each tenant's schema has those of requests that change its own.
-- request: of all that are sent under a key the one that claimed it; it may claim it in several transactions.
create table request_keys (
  tenant_id     uuid not null references tenants on delete cascade,
  key           text not null,
  request       uuid not null,
  fingerprint   text not null,
  resource_type text not null,
  resource_id   text not null,
  status        int,
  headers       jsonb,
  body          text,
  created_at    timestamptz not null default now(),
  primary key (tenant_id, key)
);
create index request_keys_age on request_keys (created_at);
grant select, insert, update, delete on request_keys to foodflow_app;
