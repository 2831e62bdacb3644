-- Links by which somebody from outside reads the audit trail for a time. Only the SHA-256 of a link's secret is kept.
create table auditor_links (
  id             uuid primary key,
  name           text not null,
  email          text not null,
  hash           bytea not null unique,
  reach_from     timestamptz,
  reach_to       timestamptz,
  resource_types text[] not null default '{}',
  created_by     text not null,
  created_at     timestamptz not null,
  ends_at        timestamptz not null,
  uses           bigint not null default 0,
  last_used_at   timestamptz,
  revoked_at     timestamptz,
  revoked_by     text,
  check (reach_from < reach_to),
  check (ends_at > created_at),
  check ((revoked_at is null) = (revoked_by is null))
);
