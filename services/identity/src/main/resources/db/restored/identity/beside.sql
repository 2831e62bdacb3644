-- Nobody is signed in by what is past: tokens that were used or revoked since must not be good again.
update sessions set ended_at = clock_timestamp(), end_reason = 'revoked' where ended_at is null;
update oauth_authorizations set revoked_at = clock_timestamp() where revoked_at is null;
delete from refresh_tokens;
delete from one_time_tokens;
delete from federated_sign_ins;
delete from oauth_tokens;
delete from oauth_browsers;
delete from oauth_requests;
