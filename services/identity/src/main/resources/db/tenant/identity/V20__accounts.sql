-- An address is verified when somebody came back with what was mailed to it.
alter table users add column email_verified_at timestamptz;

alter table sessions drop constraint sessions_end_reason_check;
alter table sessions add constraint sessions_end_reason_check check (end_reason in
  ('signed_out', 'refresh_reused', 'user_disabled', 'user_deleted', 'password_changed', 'password_reset', 'revoked'));

-- What holds for all accounts of the tenant: one row.
create table account_policy (
  id                     boolean primary key default true check (id),
  second_factor_required boolean not null default false,
  session_hours          int check (session_hours between 1 and 2160),
  allowed_networks       text[] not null default '{}',
  registration_domains   text[] not null default '{}',
  registration_role      text not null default 'viewer',
  version                bigint not null default 1,
  updated_at             timestamptz not null default now()
);
insert into account_policy default values;

create table invitations (
  id          uuid primary key,
  email       text collate "C" not null,
  first_name  text,
  last_name   text,
  roles       text[] not null,
  language    text not null check (language in ('en', 'de', 'fr', 'es')),
  invited_by  text,
  delivery    text not null check (delivery in ('mail', 'link')),
  created_at  timestamptz not null,
  expires_at  timestamptz not null,
  accepted_at timestamptz
);
create unique index invitations_open on invitations (email) where accepted_at is null;

-- Links that were sent to somebody, by the SHA-256 of their secret. The subject is a user or an invitation.
create table one_time_tokens (
  hash       bytea primary key,
  purpose    text not null check (purpose in ('invitation', 'password_reset', 'email_verification', 'second_factor')),
  subject    uuid not null,
  email      text not null,
  issued_at  timestamptz not null,
  expires_at timestamptz not null
);
create index one_time_tokens_subject on one_time_tokens (subject, purpose);
create index one_time_tokens_age on one_time_tokens (expires_at);
