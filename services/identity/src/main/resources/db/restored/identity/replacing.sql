-- A machine's key that was revoked since stays revoked, and one that is gone with its account too.
delete from service_keys where id not in (select id from ${newer}.service_keys);
