-- Keys that seal what the audit ledgers say of persons, wrapped by the master key. Here and not with the ledgers, so that
-- no tenant's backup has them: a key that comes back is not erased. tenant_id is null in the platform's own ledger.
create table person_keys (
  id         text primary key,
  tenant_id  uuid references tenants on delete cascade,
  person     text not null,
  wrapped    text not null,
  created_at timestamptz not null default now(),
  unique nulls not distinct (tenant_id, person)
);
grant select, insert, delete on person_keys to foodflow_app;

grant select, insert on audit_leaves to foodflow_app;
grant select, insert, update on audit_tiles to foodflow_app;
grant select, update on audit_ledger to foodflow_app;
