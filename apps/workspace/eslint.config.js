import js from '@eslint/js';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const features = ['sign-in', 'today', 'lots', 'trace', 'captures', 'networks', 'users', 'roles', 'account', 'service-accounts', 'applications', 'sign-ins', 'policy', 'tenants', 'audit', 'signing', 'retention'];

/** A feature may use the shared layers below it, and nothing of its neighbours. */
const fences = features.map((name) => ({
  files: [`src/features/${name}/**/*.{ts,tsx}`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            group: features.filter((other) => other !== name).map((other) => `**/features/${other}/**`),
            message: 'Features never import each other: move the shared part to src/ui, src/api or src/graph.',
          },
          { group: ['**/app/**', '@/app/**'], message: 'Features do not know the application shell.' },
        ],
      },
    ],
  },
}));

export default tseslint.config(
  { ignores: ['dist', 'node_modules'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  jsxA11y.flatConfigs.recommended,
  reactHooks.configs.flat.recommended,
  {
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-console': 'error',
      eqeqeq: 'error',
      'jsx-a11y/no-autofocus': 'off',
    },
  },
  {
    files: ['src/ui/**', 'src/api/**', 'src/graph/**', 'src/theme/**', 'src/i18n/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['**/features/**', '**/app/**'], message: 'Shared parts know no feature.' }] },
      ],
    },
  },
  ...fences,
  {
    files: ['scripts/**', 'e2e/**', 'public/**', '*.config.*'],
    languageOptions: {
      globals: {
        process: 'readonly', console: 'readonly', URL: 'readonly', Buffer: 'readonly', fetch: 'readonly',
        setTimeout: 'readonly', clearTimeout: 'readonly', document: 'readonly', window: 'readonly',
        performance: 'readonly', localStorage: 'readonly', getComputedStyle: 'readonly', DataTransfer: 'readonly', File: 'readonly',
        innerWidth: 'readonly', location: 'readonly', matchMedia: 'readonly', sessionStorage: 'readonly',
      },
    },
    rules: { 'no-console': 'off' },
  },
);
