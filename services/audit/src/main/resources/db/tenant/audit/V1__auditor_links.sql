-- Who from outside may look at the trail, and until when. Only the digest of the link's secret is kept.
create table auditor_links (
  id         uuid primary key,
  digest     bytea not null unique,
  auditor    text not null,
  reason     text not null,
  created_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  check (expires_at > created_at)
);
