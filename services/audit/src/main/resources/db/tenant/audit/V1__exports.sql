-- Exports of the audit ledger that somebody asked for. object_id is null until there is a file, and expires_at with it.
create table audit_exports (
  id           uuid primary key,
  job_id       uuid not null,
  disclosed    boolean not null,
  requested_by text not null,
  requested_at timestamptz not null,
  object_id    text,
  size_bytes   bigint,
  entries      bigint,
  checkpoint   text,
  finished_at  timestamptz,
  expires_at   timestamptz,
  check ((object_id is null) = (expires_at is null))
);
create index audit_exports_newest on audit_exports (requested_at desc, id desc);
create index audit_exports_expiring on audit_exports (expires_at) where expires_at is not null;
