-- Machines that call the API. A deleted account keeps nothing but its trail.
create table service_accounts (
  id           uuid primary key,
  name         text collate "C" not null unique,
  description  text not null,
  created_by   text not null,
  created_at   timestamptz not null,
  expires_at   timestamptz,
  last_used_at timestamptz,
  version      bigint not null default 1
);

create table service_account_roles (
  account_id uuid not null references service_accounts on delete cascade,
  role_id    uuid not null references roles,
  primary key (account_id, role_id)
);
create index service_account_roles_role on service_account_roles (role_id);

-- Only the SHA-256 of a key is kept, and its last four characters so that people can tell keys apart.
create table service_keys (
  id           uuid primary key,
  account_id   uuid not null references service_accounts on delete cascade,
  hash         bytea not null unique,
  ending       text not null,
  created_at   timestamptz not null,
  expires_at   timestamptz,
  last_used_at timestamptz
);
create index service_keys_account on service_keys (account_id);
