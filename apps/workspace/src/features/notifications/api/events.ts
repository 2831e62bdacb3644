/**
 * Events that people want to hear of, by what they are about, for those who choose. Any other name of the audit trail can
 * be typed; those of notifications themselves make none.
 */
export const events = {
  capture: ['CaptureFinished', 'EventsCaptured'],
  node: ['NodeCreated', 'NodeUpdated', 'NodeDeleted'],
  relationship: ['RelationshipCreated', 'RelationshipDeleted'],
  graph: ['NetworkImported'],
  job: ['JobFinished'],
  signature: ['RecordSigned', 'SigningRefused', 'SigningPolicyChanged', 'SignatureRightWithdrawn'],
  user: ['UserCreated', 'UserUpdated', 'UserDeleted', 'SignInLocked', 'PasswordReset', 'SecondFactorRemoved', 'RecoveryCodeUsed'],
  role: ['RoleCreated', 'RoleUpdated', 'RoleDeleted'],
  session: ['RefreshReuseDetected', 'AccessRefused'],
  policy: ['AccountPolicyChanged'],
  service_account: ['ServiceAccountCreated', 'ServiceKeyRotated', 'ServiceTokenRefused'],
  identity_provider: ['IdentityProviderAdded', 'IdentityProviderUpdated', 'IdentityProviderRemoved', 'FederatedSignInRefused'],
  tenant: ['BackupMade', 'BackupFailed', 'ExportMade', 'ExportFailed', 'RestoreFailed', 'QuotaWarned', 'QuotaReached', 'PaymentFailed', 'TrialEnding', 'SubscriptionChanged', 'FeatureSwitched'],
} as const;
