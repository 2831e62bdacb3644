import type { AccessControlProvider, AuthProvider, I18nProvider } from '@refinedev/core';
import { api } from '@/api';
import { asProblem } from '@/api/problem';
import { may } from '@/ui/permissions';
import { changeLanguage, i18n, languages, type Language } from '@/i18n';

export const authProvider: AuthProvider = {
  login: async ({ email, password }: { email: string; password: string }) => {
    try {
      await api.signIn(email, password);
      return { success: true };
    } catch (error) {
      return { success: false, error: asProblem(error) };
    }
  },
  logout: async () => {
    await api.signOut();
    return { success: true, redirectTo: '/sign-in' };
  },
  check: async () => ({ authenticated: await api.restore(), redirectTo: '/sign-in' }),
  // The client has already tried to renew the session; a 401 that reaches here is final and the gate reacts to it.
  onError: async () => Promise.resolve({}),
  getIdentity: async () => Promise.resolve(api.session.user),
  getPermissions: async () => Promise.resolve(api.session.user?.permissions ?? []),
};

export const accessControlProvider: AccessControlProvider = {
  can: async ({ resource, action }) =>
    Promise.resolve({ can: may(api.session.user, `${resource}:${action}`) }),
};

export const i18nProvider: I18nProvider = {
  translate: (key: string, options?: unknown, fallback?: string) =>
    typeof options === 'string'
      ? i18n.t(key, { defaultValue: options })
      : i18n.t(key, { ...(options as object | undefined), ...(fallback !== undefined && { defaultValue: fallback }) }),
  changeLocale: (language: string) => changeLanguage(languages.find((one): one is Language => one === language) ?? 'en'),
  getLocale: () => i18n.language,
};
