-- A session is one sign-in; its refresh tokens are a family, each the successor of the one before.
create table sessions (
  id         uuid primary key,
  user_id    uuid not null references users on delete cascade,
  created_at timestamptz not null,
  used_at    timestamptz not null,
  expires_at timestamptz not null,
  ended_at   timestamptz,
  end_reason text check (end_reason in
    ('signed_out', 'refresh_reused', 'user_disabled', 'user_deleted', 'password_changed')),
  ip         text,
  user_agent text,
  check ((ended_at is null) = (end_reason is null))
);
create index sessions_user on sessions (user_id, expires_at);

-- Only the SHA-256 of a token is kept. One that was used stays until it runs out, so that its reuse is noticed.
create table refresh_tokens (
  hash       bytea primary key,
  session_id uuid not null references sessions on delete cascade,
  issued_at  timestamptz not null,
  expires_at timestamptz not null,
  used_at    timestamptz
);
create index refresh_tokens_session on refresh_tokens (session_id, expires_at);
