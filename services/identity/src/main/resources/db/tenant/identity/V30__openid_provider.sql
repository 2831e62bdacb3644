-- Whether a code of the second factor was given. What is asked of a sign-in may have grown since.
alter table sessions add column second_factor boolean not null default false;

-- Applications of others. The id is the client_id. Only the SHA-256 of a secret is kept, and its last four characters.
create table oauth_clients (
  id                        uuid primary key,
  name                      text collate "C" not null unique,
  description               text not null,
  kind                      text not null check (kind in ('confidential', 'public')),
  grant_types               text[] not null,
  redirect_uris             text[] not null,
  post_logout_redirect_uris text[] not null,
  scopes                    text[] not null,
  consent_required          boolean not null,
  secret_hash               text,
  secret_ending             text,
  secret_created_at         timestamptz,
  created_by                text not null,
  created_at                timestamptz not null,
  updated_at                timestamptz not null,
  version                   bigint not null default 1,
  check ((kind = 'confidential') = (secret_hash is not null))
);

-- What a user let an application do (client credentials: what the application may do itself, without a user), and the
-- request it came from. expires_at is when nothing of it can be used any more and it may be forgotten.
create table oauth_authorizations (
  id             uuid primary key,
  client_id      uuid not null references oauth_clients on delete cascade,
  user_id        uuid references users on delete cascade,
  session_id     uuid,
  signed_in_at   timestamptz,
  second_factor  boolean not null default false,
  grant_type     text not null,
  scopes         text[] not null,
  request        jsonb,
  created_at     timestamptz not null,
  expires_at     timestamptz not null,
  revoked_at     timestamptz
);
create index oauth_authorizations_session on oauth_authorizations (session_id) where session_id is not null;
create index oauth_authorizations_client on oauth_authorizations (client_id);
create index oauth_authorizations_user on oauth_authorizations (user_id) where user_id is not null;
create index oauth_authorizations_age on oauth_authorizations (expires_at);

-- Codes and tokens, by their SHA-256. One that was used or replaced stays until its authorization is forgotten, so that
-- its reuse is noticed.
create table oauth_tokens (
  hash             bytea primary key,
  authorization_id uuid not null references oauth_authorizations on delete cascade,
  kind             text not null check (kind in ('code', 'access', 'refresh', 'id')),
  state            text not null check (state in ('good', 'spent', 'replaced')),
  scopes           text[] not null,
  issued_at        timestamptz not null,
  expires_at       timestamptz not null
);
create index oauth_tokens_authorization on oauth_tokens (authorization_id, kind);
create index oauth_tokens_current on oauth_tokens (authorization_id) where state <> 'replaced';
create index oauth_tokens_replaced on oauth_tokens (expires_at) where state = 'replaced';

create table oauth_consents (
  user_id   uuid not null references users on delete cascade,
  client_id uuid not null references oauth_clients on delete cascade,
  scopes    text[] not null,
  given_at  timestamptz not null,
  primary key (user_id, client_id)
);
create index oauth_consents_client on oauth_consents (client_id);

-- A request for authorization that waits for its user, bound to one browser by the SHA-256 of a cookie. Decided when
-- session_id (allowed) or denied is set.
create table oauth_requests (
  id            uuid primary key,
  browser       bytea not null,
  client_id     uuid not null references oauth_clients on delete cascade,
  parameters    jsonb not null,
  sign_in_after timestamptz,
  ask_consent   boolean not null,
  created_at    timestamptz not null,
  expires_at    timestamptz not null,
  session_id    uuid references sessions on delete cascade,
  denied        boolean not null default false
);
create index oauth_requests_age on oauth_requests (expires_at);
create index oauth_requests_client on oauth_requests (client_id);
create index oauth_requests_session on oauth_requests (session_id) where session_id is not null;

-- Browsers in which a session is known to the provider, by the SHA-256 of a cookie.
create table oauth_browsers (
  hash       bytea primary key,
  session_id uuid not null references sessions on delete cascade,
  created_at timestamptz not null
);
create index oauth_browsers_session on oauth_browsers (session_id);

-- Whatever ends a session ends what was let be done in it, in the same transaction.
create function end_oauth_authorizations() returns trigger language plpgsql as $$
begin
  update oauth_authorizations set revoked_at = new.ended_at where session_id = new.id and revoked_at is null;
  delete from oauth_browsers where session_id = new.id;
  return null;
end $$;
create trigger oauth_authorizations_end after update of ended_at on sessions
  for each row when (old.ended_at is null and new.ended_at is not null) execute function end_oauth_authorizations();
