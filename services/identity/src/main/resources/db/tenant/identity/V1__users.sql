-- The e-mail address is kept as it is compared: trimmed and in lower case.
create table users (
  id            uuid primary key,
  email         text collate "C" not null unique,
  password_hash text not null,
  first_name    text not null,
  last_name     text not null,
  status        text not null default 'active' check (status in ('active', 'disabled')),
  version       bigint not null default 1,
  created_at    timestamptz not null,
  updated_at    timestamptz not null
);
