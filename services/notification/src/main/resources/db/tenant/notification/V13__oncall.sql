-- Who is on call: content holds the zone and the layers, the later ones above the earlier ones.
create table notification_oncall_schedules (
  id         uuid primary key,
  name       text collate "C" not null unique,
  content    jsonb not null,
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version    bigint not null default 1
);

-- Somebody who is on call for a while in place of whoever the layers name; of two at once the newer one counts.
create table notification_oncall_overrides (
  id          uuid primary key,
  schedule_id uuid not null references notification_oncall_schedules on delete cascade,
  user_id     uuid not null,
  begins      timestamptz not null,
  ends        timestamptz not null,
  created_by  text not null,
  created_at  timestamptz not null,
  check (begins < ends)
);
create index notification_oncall_overrides_schedule on notification_oncall_overrides (schedule_id, ends);
