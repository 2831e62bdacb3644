-- Where the tenant's messages can go. settings holds what may be read back, by kind.
create table notification_channels (
  id         uuid primary key,
  name       text collate "C" not null unique,
  kind       text not null check (kind in ('email', 'sms', 'slack', 'teams', 'webhook')),
  enabled    boolean not null,
  settings   jsonb not null,
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version    bigint not null default 1
);

-- What a channel proves itself by, sealed by the master key and never read back. While the secret that signs web hooks is
-- being replaced there are two: the one before counts until expires_at.
create table notification_channel_secrets (
  id         uuid primary key,
  channel_id uuid not null references notification_channels on delete cascade,
  name       text not null,
  sealed     bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz
);
create index notification_channel_secrets_channel on notification_channel_secrets (channel_id);
create unique index notification_channel_secrets_current on notification_channel_secrets (channel_id, name)
  where expires_at is null;
