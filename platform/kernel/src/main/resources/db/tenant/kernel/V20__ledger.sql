-- The audit ledger: a Merkle tree over the audit entries, in the order of outbox.seq. Position n holds the entry of seq n + 1.

-- One row. lineage tells this ledger's origin apart from another one's of the same tenant that it branched off from, as a
-- restored backup's does; branches are the signed statements of that, without which no lineage counts. note is the signed
-- checkpoint of size; cosigned_note the last that a witness signed.
create table audit_ledger (
  one             boolean primary key default true check (one),
  lineage         text not null default '',
  branches        text[] not null default '{}',
  size            bigint not null default 0,
  note            text,
  signed_at       timestamptz,
  cosigned_size   bigint not null default 0,
  cosigned_note   text,
  chain_links     bigint not null default 0,
  chain_broken_at bigint,
  chain_noted     boolean not null default false
);
insert into audit_ledger (chain_noted) select not exists (select from audit_chain);

-- What was hashed, to the byte.
create table audit_leaves (
  position bigint primary key,
  entry_id uuid not null unique,
  content  bytea not null
);
create trigger append_only before update or delete or truncate on audit_leaves
  for each statement execute function refuse_change();

-- Tiles of hashes (C2SP tlog-tiles); the one at the right edge of its level grows until it has 256.
create table audit_tiles (
  level   smallint not null,
  idx     bigint not null,
  width   smallint not null check (width between 1 and 256),
  content bytea not null check (octet_length(content) = 32 * width),
  primary key (level, idx)
);
alter table audit_tiles alter column content set storage external;

create function refuse_rewriting() returns trigger language plpgsql as $$
begin
  if new.level <> old.level or new.idx <> old.idx or substr(new.content, 1, octet_length(old.content)) <> old.content then
    raise exception '% only grows', tg_table_name using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger only_grows before update on audit_tiles for each row execute function refuse_rewriting();
create trigger append_only before delete or truncate on audit_tiles
  for each statement execute function refuse_change();
