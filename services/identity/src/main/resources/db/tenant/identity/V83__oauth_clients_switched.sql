-- An application can be switched off. The secret before works beside a new one for as long as whoever changes it wants.
alter table oauth_clients
  add column enabled                 boolean not null default true,
  add column previous_secret_hash    text,
  add column previous_secret_ending  text,
  add column previous_secret_until   timestamptz,
  add check ((previous_secret_hash is null) = (previous_secret_until is null)),
  add check ((previous_secret_hash is null) = (previous_secret_ending is null));
