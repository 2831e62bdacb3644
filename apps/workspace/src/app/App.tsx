import { Refine } from '@refinedev/core';
import routerProvider from '@refinedev/react-router';
import { Suspense } from 'react';
import { BrowserRouter, Route, Routes } from 'react-router';
import { asProblem } from '@/api/problem';
import { lazy } from '@/i18n/lazy';
import { ThemeProvider } from '@/theme/ThemeProvider';
import { useUser } from '@/ui/permissions';
import { SignInPage } from '@/features/sign-in/pages/SignInPage';
import { accessControlProvider, authProvider, i18nProvider } from './providers';
import { dataProvider } from '@/api/refine';
import { SessionGate } from './SessionGate';

const Shell = lazy(() => import('./Shell'));
const TodayPage = lazy(() => import('@/features/today/pages/TodayPage'));
const LotsPage = lazy(() => import('@/features/lots/pages/LotsPage'));
const TracePage = lazy(() => import('@/features/trace/pages/TracePage'));
const CapturesPage = lazy(() => import('@/features/captures/pages/CapturesPage'));
const CapturePage = lazy(() => import('@/features/captures/pages/CapturePage'));
const NetworksPage = lazy(() => import('@/features/networks/pages/NetworksPage'));
const LineagePage = lazy(() => import('@/features/lineage/pages/LineagePage'));
const UsersPage = lazy(() => import('@/features/users/pages/UsersPage'));
const InvitationsPage = lazy(() => import('@/features/users/pages/InvitationsPage'));
const PolicyPage = lazy(() => import('@/features/policy/pages/PolicyPage'));
const CompanyPage = lazy(() => import('@/features/tenants/pages/CompanyPage'));
const TenantsPage = lazy(() => import('@/features/tenants/pages/TenantsPage'));
const TenantPage = lazy(() => import('@/features/tenants/pages/TenantPage'));
const BillingEventsPage = lazy(() => import('@/features/tenants/pages/BillingEventsPage'));
const RolesPage = lazy(() => import('@/features/roles/pages/RolesPage'));
const AccountPage = lazy(() => import('@/features/account/pages/AccountPage'));
const ServiceAccountsPage = lazy(() => import('@/features/service-accounts/pages/ServiceAccountsPage'));
const ApplicationsPage = lazy(() => import('@/features/applications/pages/ApplicationsPage'));
const SignInsPage = lazy(() => import('@/features/sign-ins/pages/SignInsPage'));
const SingleSignOnPage = lazy(() => import('@/features/single-sign-on/pages/SingleSignOnPage'));
const NotificationsPage = lazy(() => import('@/features/notifications/pages/NotificationsPage'));
const DeliveriesPage = lazy(() => import('@/features/notifications/pages/DeliveriesPage'));
const AuditPage = lazy(() => import('@/features/audit/pages/AuditPage'));
const HistoryPage = lazy(() => import('@/features/audit/pages/HistoryPage'));
const AuditExportsPage = lazy(() => import('@/features/audit/pages/AuditExportsPage'));
const RetentionPage = lazy(() => import('@/features/retention/pages/RetentionPage'));
const HoldsPage = lazy(() => import('@/features/retention/pages/HoldsPage'));
const SigningPage = lazy(() => import('@/features/signing/pages/SigningPage'));
const PreferencesPage = lazy(() => import('@/features/notifications/pages/PreferencesPage'));
const SubscriptionsPage = lazy(() => import('@/features/notifications/pages/SubscriptionsPage'));
const TemplatesPage = lazy(() => import('@/features/notifications/pages/TemplatesPage'));
const TemplatePage = lazy(() => import('@/features/notifications/pages/TemplatePage'));
const OnCallPage = lazy(() => import('@/features/notifications/pages/OnCallPage'));
const SuppressionsPage = lazy(() => import('@/features/notifications/pages/SuppressionsPage'));
const ChannelsPage = lazy(() => import('@/features/notifications/pages/ChannelsPage'));
const ForgotPage = lazy(() => import('@/features/sign-in/pages/ForgotPage'));
const ResetPage = lazy(() => import('@/features/sign-in/pages/ResetPage'));
const InvitationPage = lazy(() => import('@/features/sign-in/pages/InvitationPage'));
const VerifyPage = lazy(() => import('@/features/sign-in/pages/VerifyPage'));
const ConnectPage = lazy(() => import('@/features/sign-in/pages/ConnectPage'));
const NotFoundPage = lazy(() => import('./NotFoundPage'));

const options = {
  disableTelemetry: true,
  reactQuery: {
    clientConfig: {
      defaultOptions: {
        queries: {
          staleTime: 15_000,
          refetchOnWindowFocus: false,
          retry: (failures: number, error: unknown) => failures < 2 && asProblem(error).status >= 502,
        },
      },
    },
  },
} as const;

export function App() {
  const user = useUser();
  return (
    <ThemeProvider primary={user?.tenant.primary_color ?? null}>
      <BrowserRouter basename="/app">
        <Refine
          authProvider={authProvider}
          dataProvider={dataProvider}
          accessControlProvider={accessControlProvider}
          i18nProvider={i18nProvider}
          routerProvider={routerProvider}
          resources={[{ name: 'nodes' }, { name: 'captures' }, { name: 'users' }, { name: 'invitations' }, { name: 'tenants' }, { name: 'sign-ins' }, { name: 'notifications' }, { name: 'deliveries' }, { name: 'audit-entries' }, { name: 'audit-trail' }, { name: 'subscriptions' }, { name: 'holds' }, { name: 'suppressions' }]}
          options={options}
        >
          <Routes>
            <Route path="/sign-in" element={<SignInPage />} />
            <Route path="/forgot-password" element={<Suspense><ForgotPage /></Suspense>} />
            <Route path="/reset-password" element={<Suspense><ResetPage /></Suspense>} />
            <Route path="/invitation" element={<Suspense><InvitationPage /></Suspense>} />
            <Route path="/connect" element={<Suspense><ConnectPage /></Suspense>} />
            <Route path="/verify-email" element={<Suspense><VerifyPage /></Suspense>} />
            <Route
              element={
                <SessionGate>
                  <Suspense>
                    <Shell />
                  </Suspense>
                </SessionGate>
              }
            >
              <Route index element={<TodayPage />} />
              <Route path="trace" element={<TracePage />} />
              <Route path="lots" element={<LotsPage />} />
              <Route path="captures" element={<CapturesPage />} />
              <Route path="captures/:id" element={<CapturePage />} />
              <Route path="networks" element={<NetworksPage />} />
              <Route path="lineage" element={<LineagePage />} />
              <Route path="notifications" element={<NotificationsPage />} />
              <Route path="notifications/deliveries" element={<DeliveriesPage />} />
              <Route path="audit" element={<AuditPage />} />
              <Route path="audit/history" element={<HistoryPage />} />
              <Route path="audit/exports" element={<AuditExportsPage />} />
              <Route path="notifications/preferences" element={<PreferencesPage />} />
              <Route path="notifications/subscriptions" element={<SubscriptionsPage />} />
              <Route path="notifications/templates" element={<TemplatesPage />} />
              <Route path="notifications/templates/:id" element={<TemplatePage />} />
              <Route path="notifications/on-call" element={<OnCallPage />} />
              <Route path="notifications/suppressions" element={<SuppressionsPage />} />
              <Route path="notifications/channels" element={<ChannelsPage />} />
              <Route path="audit/retention" element={<RetentionPage />} />
              <Route path="audit/holds" element={<HoldsPage />} />
              <Route path="users" element={<UsersPage />} />
              <Route path="users/invitations" element={<InvitationsPage />} />
              <Route path="policy" element={<PolicyPage />} />
              <Route path="signing" element={<SigningPage />} />
              <Route path="company" element={<CompanyPage />} />
              <Route path="company/:part" element={<CompanyPage />} />
              <Route path="tenants" element={<TenantsPage />} />
              <Route path="tenants/:id" element={<TenantPage />} />
              <Route path="billing-events" element={<BillingEventsPage />} />
              <Route path="roles" element={<RolesPage />} />
              <Route path="account" element={<AccountPage />} />
              <Route path="service-accounts" element={<ServiceAccountsPage />} />
              <Route path="sign-ins" element={<SignInsPage />} />
              <Route path="applications" element={<ApplicationsPage />} />
              <Route path="single-sign-on" element={<SingleSignOnPage />} />
              <Route path="*" element={<NotFoundPage />} />
            </Route>
          </Routes>
        </Refine>
      </BrowserRouter>
    </ThemeProvider>
  );
}
