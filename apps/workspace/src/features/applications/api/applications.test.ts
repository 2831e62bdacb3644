import { describe, expect, it } from 'vitest';
import { blank, draftOf, wantedOf, type Application } from './applications';
import { recipes } from './snippets';

const settings = {
  name: 'Silo Portal', description: 'Silos', kind: 'confidential', grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
  redirect_uris: ['https://portal.example.com/callback', 'http://127.0.0.1/callback'], post_logout_redirect_uris: ['https://portal.example.com/'],
  scopes: ['openid', 'offline_access'], consent_required: false,
} as const;
const application: Application = { id: 'c1', ...settings, enabled: true, created_by: 'Ada', created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z', version: 1 };

describe('an application', () => {
  it('that is opened and saved stays what it was', () => {
    expect(wantedOf(draftOf(application))).toEqual(settings);
  });

  it('goes on without people only where it may ask for that', () => {
    expect(wantedOf({ ...blank, scopes: ['openid'] }).grant_types).toEqual(['authorization_code']);
    expect(wantedOf({ ...blank, scopes: ['openid', 'offline_access'] }).grant_types).toEqual(['authorization_code', 'refresh_token']);
  });

  it('in a browser signs people in and gets nothing for itself or for later', () => {
    const wanted = wantedOf({ ...blank, kind: 'public', people: false, itself: true, redirects: 'https://a.example/', scopes: ['openid', 'offline_access'] });
    expect(wanted).toMatchObject({ grant_types: ['authorization_code'], scopes: ['openid'], redirect_uris: ['https://a.example/'] });
  });

  it('takes addresses one a line, each once, letter by letter', () => {
    expect(wantedOf({ ...blank, redirects: ' https://a.example/In \n\nhttps://b.example/\nhttps://a.example/In' }).redirect_uris).toEqual(['https://a.example/In', 'https://b.example/']);
  });

  it('without people has no addresses to send them to', () => {
    expect(wantedOf({ ...blank, people: false, itself: true, redirects: 'https://a.example/' })).toMatchObject({ grant_types: ['client_credentials'], redirect_uris: [] });
  });
});

describe('the settings of a tool', () => {
  const provider = {
    issuer: 'https://ff.example/oidc/alpenhof', authorization_endpoint: 'https://ff.example/oidc/alpenhof/authorize',
    token_endpoint: 'https://ff.example/oidc/alpenhof/token', userinfo_endpoint: 'https://ff.example/oidc/alpenhof/userinfo',
  };

  it.each(Object.entries(recipes))('%s name the application, its scopes and the company', (_, recipe) => {
    const text = recipe.text(application, provider);
    expect(text).toContain('c1');
    expect(text).toMatch(/openid,? offline_access/);
    expect(text).toContain('https://ff.example/oidc/alpenhof');
  });
});
