-- What an identity provider said of a sign-in there: its methods (amr), maybe none, when the person was asked, if it said so,
-- and what it calls the session (sid). Without methods somebody signed in here.
alter table sessions
  add column provider_id      uuid references identity_providers on delete set null,
  add column provider_session text,
  add column methods          text[],
  add column authenticated_at timestamptz;
create index sessions_provider on sessions (provider_id, user_id) where provider_id is not null;
create index sessions_provider_session on sessions (provider_id, provider_session)
  where provider_session is not null and ended_at is null;
alter table oauth_authorizations
  add column methods          text[],
  add column authenticated_at timestamptz;

-- The same between the answer and the session, and what was asked of the provider.
alter table federated_sign_ins
  add column asks_anew        boolean not null default false,
  add column max_age_seconds  bigint,
  add column provider_session text,
  add column methods          text[],
  add column authenticated_at timestamptz;
-- What has to be known again when a link is used, as JSON.
alter table one_time_tokens add column context text;

-- Why a request for authorization is answered with an error, other than that its user refused.
alter table oauth_requests add column error text;
create index oauth_requests_open on oauth_requests (client_id, created_at, id) where session_id is null and not denied;
