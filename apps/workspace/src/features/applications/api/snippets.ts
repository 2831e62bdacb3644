import type { Application, Provider } from './applications';

export type Tool = 'grafana' | 'proxy' | 'spring';

/** A tool's own settings for signing people in here; the secret stays out of it. */
interface Recipe {
  readonly title: string;
  /** The end of the address that the tool wants people sent back to. */
  readonly callback: string;
  readonly text: (application: Pick<Application, 'id' | 'scopes' | 'kind'>, provider: Provider) => string;
}

export const recipes: Readonly<Record<Tool, Recipe>> = {
  grafana: {
    title: 'Grafana',
    callback: '/login/generic_oauth',
    text: ({ id, scopes }, provider) => `[auth.generic_oauth]
enabled = true
name = FoodFlow
client_id = ${id}
client_secret = $__env{FOODFLOW_CLIENT_SECRET}
scopes = ${scopes.join(' ')}
auth_url = ${provider.authorization_endpoint}
token_url = ${provider.token_endpoint}
api_url = ${provider.userinfo_endpoint}
use_pkce = true`,
  },
  proxy: {
    title: 'OAuth2 Proxy',
    callback: '/oauth2/callback',
    text: ({ id, scopes }, provider) => `provider = "oidc"
oidc_issuer_url = "${provider.issuer}"
client_id = "${id}"
client_secret_file = "/run/secrets/foodflow"
scope = "${scopes.join(' ')}"
code_challenge_method = "S256"
email_domains = ["*"]`,
  },
  spring: {
    title: 'Spring Boot',
    callback: '/login/oauth2/code/foodflow',
    text: ({ id, scopes }, provider) => `spring.security.oauth2.client:
  registration.foodflow:
    client-id: ${id}
    client-secret: \${FOODFLOW_CLIENT_SECRET}
    scope: [${scopes.join(', ')}]
  provider.foodflow:
    issuer-uri: ${provider.issuer}`,
  },
};
