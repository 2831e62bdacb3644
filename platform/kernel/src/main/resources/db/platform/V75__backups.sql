-- Exact copies of single tenants, each in one archive of the platform's own objects.
create table tenant_backups (
  id            uuid primary key,
  tenant_id     uuid not null,
  slug          text not null,
  origin        text not null check (origin in ('asked', 'scheduled', 'uploaded')),
  state         text not null check (state in ('queued', 'running', 'succeeded', 'failed', 'removed')),
  progress      double precision not null default 0,
  message       text,
  requested_by  text not null,
  requested_at  timestamptz not null,
  taken_at      timestamptz,
  finished_at   timestamptz,
  object_id     text,
  draft_object  text,
  size_bytes    bigint,
  row_count     bigint,
  audit_entries bigint,
  expires_at    timestamptz,
  error         text,
  attempts      int not null default 0
);
create unique index tenant_backups_open on tenant_backups (tenant_id) where state in ('queued', 'running');
create index tenant_backups_recent on tenant_backups (tenant_id, id desc);

-- Backups put in place again: of the tenant they were made of, or as another one. switched: the schemas have changed names
-- and the platform is still to be told. aside: the schema with what was replaced, until aside_until.
create table tenant_restores (
  id               uuid primary key,
  tenant_id        uuid not null,
  slug             text not null,
  backup_id        uuid not null,
  sha256           text not null,
  copy_slug        text,
  copy_name        text,
  copy_id          uuid,
  state            text not null check (state in ('queued', 'running', 'switched', 'succeeded', 'failed', 'undoing',
                                                  'undo_switched', 'undone')),
  requested_by     text not null,
  requested_at     timestamptz not null,
  switched_at      timestamptz,
  finished_at      timestamptz,
  pause_millis     int,
  aside            text,
  aside_until      timestamptz,
  replaced_hash    text,
  replaced_entries bigint,
  error            text,
  attempts         int not null default 0
);
create unique index tenant_restores_open on tenant_restores (tenant_id)
  where state in ('queued', 'running', 'switched', 'undoing', 'undo_switched');
create index tenant_restores_recent on tenant_restores (tenant_id, id desc);
create index tenant_restores_aside on tenant_restores (aside_until) where aside is not null;

grant select, insert, update, delete on tenant_backups, tenant_restores to foodflow_app;
