-- What was said. The words are kept as they were sent, whatever becomes of the template. made_for and event name the
-- subscription and the event that a notification answers: however often the event arrives, there is one.
create table notifications (
  id         uuid primary key,
  topic      text collate "C" not null,
  severity   text not null check (severity in ('info', 'warning', 'critical')),
  language   text not null,
  subject    text not null,
  text       text not null,
  html       text,
  short_text text not null,
  link       text,
  made_for   uuid,
  event      uuid,
  sender_id  uuid,
  created_by text not null,
  created_at timestamptz not null
);
create unique index notifications_event on notifications (event, made_for) where event is not null;
create index notifications_created on notifications (created_at);
create index notifications_sender on notifications (sender_id, id) where sender_id is not null;

-- Whom it was said to in the workspace. Ids of notifications grow with time, so they sort the list.
create table notification_inbox (
  user_id         uuid not null,
  notification_id uuid not null references notifications on delete cascade,
  severity        text not null,
  read_at         timestamptz,
  acknowledged_at timestamptz,
  primary key (user_id, notification_id)
);
create index notification_inbox_unread on notification_inbox (user_id, notification_id) where read_at is null;
create index notification_inbox_notification on notification_inbox (notification_id);

-- One row for each recipient and channel; its id is what receivers know a repeat by. attempts counts all attempts and fences
-- them: an attempt writes only while the count is its own. tries counts those since somebody asked for it anew. due_at is when
-- a waiting one is next tried, and when one that is being sent is taken from a process that says nothing more about it.
create table notification_deliveries (
  id              uuid primary key,
  notification_id uuid not null references notifications on delete cascade,
  channel_id      uuid references notification_channels on delete set null,
  channel_name    text not null,
  kind            text not null,
  recipient       text,
  user_id         uuid,
  priority        smallint not null check (priority between 0 and 2),
  state           text not null check (state in ('waiting', 'sending', 'delivered', 'dead')),
  attempts        int not null default 0,
  tries           int not null default 0,
  due_at          timestamptz not null,
  began_at        timestamptz,
  reason          text,
  created_at      timestamptz not null,
  ended_at        timestamptz
);
create unique index notification_deliveries_once
  on notification_deliveries (notification_id, channel_id, coalesce(recipient, ''));
create index notification_deliveries_open on notification_deliveries (channel_id, priority, due_at)
  where state in ('waiting', 'sending');
create index notification_deliveries_state on notification_deliveries (state, id);
create index notification_deliveries_channel on notification_deliveries (channel_id, id);

-- Every attempt, whatever came of it. One that is lost was begun by a process that never said how it ended.
create table notification_attempts (
  delivery_id  uuid not null references notification_deliveries on delete cascade,
  attempt      int not null,
  began_at     timestamptz not null,
  ended_at     timestamptz,
  outcome      text not null check (outcome in ('accepted', 'refused', 'postponed', 'not_configured', 'lost')),
  reason       text,
  may_have_arrived boolean not null default false,
  reference    text,
  status       int,
  answer       text,
  answer_bytes bigint,
  primary key (delivery_id, attempt)
);

-- When a channel that takes only so many messages a minute is free for the next one.
create table notification_paces (
  channel_id uuid primary key references notification_channels on delete cascade,
  free_at    timestamptz not null
);

-- Which events of the platform make notifications, for whom, and what they say. since keeps events out that are older.
create table notification_subscriptions (
  id         uuid primary key,
  name       text collate "C" not null unique,
  enabled    boolean not null,
  events     text[] not null,
  content    jsonb not null,
  since      timestamptz not null,
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version    bigint not null default 1
);
