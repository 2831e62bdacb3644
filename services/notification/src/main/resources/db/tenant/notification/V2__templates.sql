-- What messages say. The texts are those of the versions; version counts them.
create table notification_templates (
  id         uuid primary key,
  name       text collate "C" not null unique,
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version    bigint not null default 1
);

-- Every version there was: a message that was sent can be read again as it was written.
create table notification_template_versions (
  template_id uuid not null references notification_templates on delete cascade,
  version     bigint not null,
  content     jsonb not null,
  changed_by  text not null,
  changed_at  timestamptz not null,
  primary key (template_id, version)
);
