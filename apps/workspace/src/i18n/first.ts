/**
 * The top-level keys of the texts that are there before the first paint: those of the sign-in page and of all that is
 * loaded with it. The others come with the first part that is loaded when needed; see `lazy`.
 */
export const first: readonly string[] = [
  'copied', 'error', 'factor', 'forgot', 'invitation', 'link', 'loading', 'menu', 'noPermission', 'password', 'signIn',
];
