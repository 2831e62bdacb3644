-- The trail of sign-ins says what happened at identity providers, too.
drop index audit_entries_sign_ins;
drop index audit_entries_sign_ins_of_one;
create index audit_entries_sign_ins on audit_entries (time desc, id desc)
  where event_type in ('UserSignedIn', 'UserSignedOut', 'FederatedSessionEnded', 'SecondFactorAsked', 'SignInRefused',
                       'FederatedSignInRefused', 'SignInLocked', 'RecoveryCodeUsed', 'RefreshReuseDetected',
                       'ServiceTokenIssued', 'OAuthTokensIssued', 'ServiceTokenRefused', 'OAuthClientRefused');
create index audit_entries_sign_ins_of_one on audit_entries
  ((case when resource_type = 'session' then actor_id::text else resource_id end), time desc, id desc)
  where event_type in ('UserSignedIn', 'UserSignedOut', 'FederatedSessionEnded', 'SecondFactorAsked', 'SignInRefused',
                       'FederatedSignInRefused', 'SignInLocked', 'RecoveryCodeUsed', 'RefreshReuseDetected',
                       'ServiceTokenIssued', 'OAuthTokensIssued', 'ServiceTokenRefused', 'OAuthClientRefused');
