-- Machines whose keys and secrets are gone since do not get in again.
delete from service_keys where id not in (select id from ${newer}.service_keys);
delete from oauth_clients where id not in (select id from ${newer}.oauth_clients);
