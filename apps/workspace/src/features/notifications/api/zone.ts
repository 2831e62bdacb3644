/** Where a person is, by the browser's own clock. */
export const here = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
