import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { halvedTexts } from './scripts/texts.ts';
import { first } from './src/i18n/first.ts';

const api = process.env['FOODFLOW_API'] ?? 'http://127.0.0.1:4380';
const apiPaths = ['/auth', '/graph', '/capture', '/events', '/jobs', '/health', '/users', '/roles', '/permissions', '/service-accounts', '/oauth-clients', '/sign-ins', '/oidc', '/tenant', '/tenants', '/plans', '/audit', '/notifications'];

/** The workspace is served under /app/ by the platform; its API lives at the root of the same origin. */
export default defineConfig({
  base: '/app/',
  plugins: [react(), halvedTexts(first)],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: {
    port: 5173,
    proxy: Object.fromEntries(apiPaths.map((path) => [path, { target: api, changeOrigin: false }])),
  },
  build: {
    target: 'es2023',
    manifest: true,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: { chunkFileNames: ({ facadeModuleId }) => `assets/${facadeModuleId?.includes('/locales/') ? 'texts-' : ''}[name]-[hash].js` },
    },
  },
  test: { include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'], environment: 'node' },
});
