-- Whose key signs the audit ledgers: verifier keys, the present one last. Told at the start from a key that was lost.
create table ledger_keys (
  no       bigint generated always as identity primary key,
  verifier text not null unique,
  since    timestamptz not null default now()
);
grant select, insert on ledger_keys to foodflow_app;
