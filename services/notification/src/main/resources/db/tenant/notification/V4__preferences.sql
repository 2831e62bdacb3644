-- What people want to hear by mail, and when. Who has no row hears of everything at once.
create table notification_preferences (
  user_id    uuid primary key,
  content    jsonb not null,
  updated_at timestamptz not null,
  version    bigint not null default 1
);
