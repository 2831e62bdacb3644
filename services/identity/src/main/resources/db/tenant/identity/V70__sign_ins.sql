-- The trail of sign-ins is read newest first, of all or of one, and asks whether somebody came from an address before.
create index audit_entries_sign_ins on audit_entries (time desc, id desc)
  where event_type in ('UserSignedIn', 'UserSignedOut', 'SecondFactorAsked', 'SignInRefused', 'SignInLocked',
                       'RecoveryCodeUsed', 'RefreshReuseDetected', 'ServiceTokenIssued', 'ServiceTokenRefused',
                       'OAuthTokensIssued', 'OAuthClientRefused');
create index audit_entries_sign_ins_of_one on audit_entries
  ((case when resource_type = 'session' then actor_id::text else resource_id end), time desc, id desc)
  where event_type in ('UserSignedIn', 'UserSignedOut', 'SecondFactorAsked', 'SignInRefused', 'SignInLocked',
                       'RecoveryCodeUsed', 'RefreshReuseDetected', 'ServiceTokenIssued', 'ServiceTokenRefused',
                       'OAuthTokensIssued', 'OAuthClientRefused');
create index audit_entries_signed_in_from on audit_entries (actor_id, ip, time) where event_type = 'UserSignedIn';
