-- In another company's tables nobody of the first gets in, no machine either, until an administrator of that one says so.
-- Secrets that were sealed for the first cannot be read, so they go.
update users set status = 'disabled', version = version + 1, updated_at = clock_timestamp() where status = 'active';
delete from second_factors;
delete from service_keys;
delete from oauth_clients;
delete from invitations where accepted_at is null;
update account_policy set registration_domains = '{}', version = version + 1, updated_at = clock_timestamp();
update identity_domains set verified_at = null, verified_by = null;
update identity_providers
set enabled = false, client_secret = null, version = version + 1, updated_at = clock_timestamp();
delete from auditor_links;
