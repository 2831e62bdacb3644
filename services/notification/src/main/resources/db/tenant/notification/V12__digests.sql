-- A digest is a notification of one person by one channel that gathers others until it is first tried.
create table notification_digests (
  id         uuid primary key references notifications on delete cascade,
  user_id    uuid not null,
  channel_id uuid not null
);
create index notification_digests_person on notification_digests (user_id, channel_id, id);

create table notification_digest_items (
  digest_id       uuid not null references notification_digests on delete cascade,
  notification_id uuid not null references notifications on delete cascade,
  primary key (digest_id, notification_id)
);
create index notification_digest_items_notification on notification_digest_items (notification_id);
