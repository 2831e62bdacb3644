-- The trail of sign-ins by what came of it, and by where it came from: the few among a million are found without reading all.
create index audit_entries_sign_ins_by_event on audit_entries (event_type, time desc, id desc)
  where event_type in ('UserSignedIn', 'UserSignedOut', 'FederatedSessionEnded', 'SecondFactorAsked', 'SignInRefused',
                       'FederatedSignInRefused', 'SignInLocked', 'RecoveryCodeUsed', 'RefreshReuseDetected',
                       'ServiceTokenIssued', 'OAuthTokensIssued', 'ServiceTokenRefused', 'OAuthClientRefused');
create index audit_entries_sign_ins_from on audit_entries (ip, time desc, id desc)
  where ip is not null
    and event_type in ('UserSignedIn', 'UserSignedOut', 'FederatedSessionEnded', 'SecondFactorAsked', 'SignInRefused',
                       'FederatedSignInRefused', 'SignInLocked', 'RecoveryCodeUsed', 'RefreshReuseDetected',
                       'ServiceTokenIssued', 'OAuthTokensIssued', 'ServiceTokenRefused', 'OAuthClientRefused');
