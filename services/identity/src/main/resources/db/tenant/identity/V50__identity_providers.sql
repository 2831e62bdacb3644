-- Identity providers (OpenID Connect) that the tenant's people sign in with. The secret is sealed by the master key.
create table identity_providers (
  id                   uuid primary key,
  name                 text collate "C" not null unique,
  enabled              boolean not null,
  issuer               text not null,
  client_id            text not null,
  client_secret        bytea,
  scopes               text[] not null,
  email_claim          text not null,
  first_name_claim     text not null,
  last_name_claim      text not null,
  groups_claim         text,
  trusts_email         boolean not null,
  creates_users        boolean not null,
  follows_roles        boolean not null,
  password_allowed     boolean not null,
  second_factor_values text[] not null,
  created_by           text not null,
  created_at           timestamptz not null,
  updated_at           timestamptz not null,
  version              bigint not null default 1
);

-- What people of a provider get: a role for a value of its groups claim, or (without a value) for everybody.
create table identity_provider_roles (
  provider_id uuid not null references identity_providers on delete cascade,
  value       text,
  role_id     uuid not null references roles on delete cascade,
  unique nulls not distinct (provider_id, value, role_id)
);
create index identity_provider_roles_role on identity_provider_roles (role_id);

-- E-mail domains whose people a provider knows. The proof is what the company shows in its DNS.
create table identity_domains (
  domain      text collate "C" primary key,
  provider_id uuid not null references identity_providers on delete cascade,
  proof       text not null,
  verified_at timestamptz,
  verified_by text check (verified_by in ('dns', 'platform')),
  check ((verified_at is null) = (verified_by is null))
);
create index identity_domains_provider on identity_domains (provider_id);

-- A domain that is given up, with its provider or alone, is free for others.
create function release_identity_domain() returns trigger language plpgsql as $$
begin
  perform platform.release_domain(old.domain);
  return null;
end $$;
create trigger identity_domains_release after delete on identity_domains
  for each row when (old.verified_at is not null) execute function release_identity_domain();

-- Who somebody is at a provider. At one provider a user is one person, and a person one user.
create table federated_identities (
  provider_id uuid not null references identity_providers on delete cascade,
  subject     text not null,
  user_id     uuid not null references users on delete cascade,
  linked_at   timestamptz not null,
  used_at     timestamptz not null,
  primary key (provider_id, subject),
  unique (user_id, provider_id)
);

-- Sign-ins that a provider was asked for, bound to one browser by the SHA-256 of a cookie. With the provider's answer
-- comes a ticket (its SHA-256), which that browser exchanges for a session; a trial has a result instead.
create table federated_sign_ins (
  id            uuid primary key,
  state         bytea not null unique,
  browser       bytea not null,
  provider_id   uuid not null references identity_providers on delete cascade,
  trial         boolean not null,
  issuer        text not null,
  client_id     text not null,
  redirect_uri  text not null,
  destination   text not null,
  created_at    timestamptz not null,
  expires_at    timestamptz not null,
  used_at       timestamptz,
  ticket        bytea unique,
  user_id       uuid references users on delete cascade,
  second_factor boolean not null default false,
  result        text
);
create index federated_sign_ins_age on federated_sign_ins (expires_at);
create index federated_sign_ins_provider on federated_sign_ins (provider_id);
create index federated_sign_ins_user on federated_sign_ins (user_id) where user_id is not null;
