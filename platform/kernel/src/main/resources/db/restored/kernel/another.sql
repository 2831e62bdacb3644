-- What another company holds, and for how long it keeps what, is not this one's.
delete from legal_holds;
delete from audit_removals;
update retention_policy set days = '{}', version = version + 1, updated_at = clock_timestamp();
