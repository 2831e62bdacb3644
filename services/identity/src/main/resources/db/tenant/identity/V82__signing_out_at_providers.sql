-- Sessions end when the identity provider they came from says so; each of its words counts once.
alter table sessions drop constraint sessions_end_reason_check;
alter table sessions add constraint sessions_end_reason_check check (end_reason in
  ('signed_out', 'refresh_reused', 'user_disabled', 'user_deleted', 'password_changed', 'password_reset', 'revoked',
   'provider_signed_out'));

create table federated_logouts (
  provider_id uuid not null references identity_providers on delete cascade,
  jti         bytea not null,
  expires_at  timestamptz not null,
  primary key (provider_id, jti)
);
create index federated_logouts_age on federated_logouts (expires_at);
