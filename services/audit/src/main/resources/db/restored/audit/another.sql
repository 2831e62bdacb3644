-- What another company exported is not offered here.
delete from audit_exports;
-- What another company certified, and whose right to sign it withdrew, is not this one's. Its signatures stay, and read as moved.
update signing_certification set certified_on = null, signatory = null, sent_to = null, reference = null,
  version = version + 1, updated_at = clock_timestamp();
delete from signing_withdrawals;
