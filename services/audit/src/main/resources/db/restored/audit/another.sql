-- What another company exported is not offered here.
delete from audit_exports;
