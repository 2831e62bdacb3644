-- To whom nothing is sent, by kind of channel: nobody is there, or whoever is there does not want it.
create table notification_suppressions (
  id         uuid primary key,
  kind       text not null check (kind in ('email', 'sms')),
  address    text collate "C" not null,
  reason     text not null check (reason in ('bounce', 'complaint', 'manual', 'unsubscribed')),
  detail     text,
  created_by text not null,
  created_at timestamptz not null,
  unique (kind, address)
);

-- What the company's own mail system signs mails by that it hands on: bounces. One row, sealed by the master key; the secret
-- before counts until previous_until.
create table notification_inbound (
  only_one       boolean primary key default true check (only_one),
  sealed         bytea not null,
  previous       bytea,
  previous_until timestamptz,
  rotated_at     timestamptz not null
);
