-- The secret is sealed by the master key. A factor that was not confirmed counts for nothing.
create table second_factors (
  user_id      uuid primary key references users on delete cascade,
  secret       bytea not null,
  created_at   timestamptz not null,
  confirmed_at timestamptz,
  last_step    bigint not null default 0
);

-- Only the SHA-256 of a code is kept; the code has 80 random bits.
create table recovery_codes (
  user_id uuid not null references second_factors on delete cascade,
  hash    bytea not null,
  used_at timestamptz,
  primary key (user_id, hash)
);
