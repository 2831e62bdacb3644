-- What another company exported is not offered here.
delete from audit_exports;
-- What another company certified, and whose right to sign it withdrew, is not this one's. Its signatures stay, and read as moved.
update signing_certification set certified_on = null, signatory = null, sent_to = null, reference = null,
  version = version + 1, updated_at = clock_timestamp();
delete from signing_withdrawals;
-- Nor is its lineage told to the receivers of this installation a second time, under the name of this one.
insert into lineage_receivers (receiver, position)
select receiver, coalesce((select max(no) from lineage_events), 0) from (select receiver from lineage_receivers) known
on conflict (receiver) do update set position = excluded.position, lease = null, leased_until = null;
delete from run_marks;
