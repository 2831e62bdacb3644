import { describe, expect, it } from 'vitest';
import { ApiClient, queryString } from './client';
import type { ApiProblem } from './problem';
import { Session, type Keep, type Tokens } from './session';

/** A small identity server in memory: access tokens run out on demand, refresh tokens work once. */
class FakePlatform {
  readonly calls: string[] = [];
  refreshes = 0;
  valid = 'a1';
  refresh = 'r1';
  busy = false;
  down = false;

  readonly fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    await Promise.resolve();
    if (this.down) throw new TypeError('no network');
    const path = String(input);
    const headers = init?.headers as Record<string, string>;
    this.calls.push(`${init?.method ?? 'GET'} ${path} ${headers['authorization'] ?? '-'}`);
    if (path === '/auth/login') return Response.json(this.tokens());
    if (path === '/auth/refresh' && this.busy) return problem(429, 'Too many requests');
    if (path === '/auth/refresh') {
      const { refresh_token } = JSON.parse(String(init?.body)) as { refresh_token: string };
      if (refresh_token !== this.refresh) return problem(401, 'Refresh token was used before');
      this.refreshes++;
      this.valid = `a${this.refreshes + 1}`;
      this.refresh = `r${this.refreshes + 1}`;
      return Response.json(this.tokens());
    }
    if (headers['authorization'] !== `Bearer ${this.valid}`) return problem(401, 'Token has run out');
    if (path === '/suspended') return Response.json({ type: 'https://foodflow.io/problems/tenant-suspended', status: 403 }, { status: 403 });
    if (path === '/forbidden') return problem(403, 'Needs node:read', 'abc123');
    if (path === '/broken') return new Response('<html>', { status: 502, headers: { 'x-trace-id': 't-9' } });
    return Response.json({ ok: path });
  };

  tokens(): Tokens {
    return { access_token: this.valid, refresh_token: this.refresh, user: person };
  }
}

const person = {
  id: 'u', email: 'q@x.io', first_name: 'Q', last_name: null, roles: [], permissions: [],
  tenant: { id: 't', slug: 'x', name: 'X', primary_color: null, logo_url: null },
};

function problem(status: number, detail: string, trace_id?: string): Response {
  return Response.json({ title: 'Refused', status, detail, trace_id }, { status });
}

function token(sid: string, no: number): string {
  return ['e30', btoa(JSON.stringify({ sid, no })), 'sig'].join('.');
}

function memory(token: string | null = null): Keep {
  let kept = token;
  return { get: () => kept, set: (next) => (kept = next) };
}

function client(keep = memory()): { platform: FakePlatform; api: ApiClient } {
  const platform = new FakePlatform();
  return { platform, api: new ApiClient(new Session(keep), platform.fetch) };
}

async function failure(work: Promise<unknown>): Promise<ApiProblem> {
  return work.then(
    () => {
      throw new Error('was expected to fail');
    },
    (error: unknown) => error as ApiProblem,
  );
}

describe('the client', () => {
  it('sends the access token it got at sign-in', async () => {
    const { platform, api } = client();
    await api.signIn('q@x.io', 'pw');
    expect(await api.get('/graph/nodes', { q: 'L 1', limit: 50 })).toEqual({ ok: '/graph/nodes?q=L+1&limit=50' });
    expect(platform.calls[1]).toBe('GET /graph/nodes?q=L+1&limit=50 Bearer a1');
  });

  it('renews an expired token once for many calls at a time and repeats each', async () => {
    const { platform, api } = client();
    await api.signIn('q@x.io', 'pw');
    platform.valid = 'gone';
    const answers = await Promise.all([1, 2, 3, 4].map((i) => api.get<{ ok: string }>(`/x${i}`)));
    expect(answers.map((answer) => answer.ok)).toEqual(['/x1', '/x2', '/x3', '/x4']);
    expect(platform.refreshes).toBe(1);
  });

  it('restores a session from the refresh token that survived a reload', async () => {
    const keep = memory('r1');
    const { api } = client(keep);
    expect(await api.restore()).toBe(true);
    expect(api.session.user?.email).toBe('q@x.io');
    expect(keep.get()).toBe('r2');
  });

  it('ends the session when the refresh token was used before', async () => {
    const keep = memory('stolen');
    const { api } = client(keep);
    expect(await api.restore()).toBe(false);
    expect(keep.get()).toBeNull();
  });

  it('does not loop when a fresh token is refused too', async () => {
    const { platform, api } = client();
    await api.signIn('q@x.io', 'pw');
    platform.valid = 'gone';
    platform.refresh = 'gone';
    expect((await failure(api.get('/x'))).status).toBe(401);
    expect(api.session.user).toBeNull();
    expect(platform.calls.filter((call) => call.includes('/auth/refresh'))).toHaveLength(1);
  });

  it('reports a problem document with its trace id', async () => {
    const { api } = client();
    await api.signIn('q@x.io', 'pw');
    const refused = await failure(api.get('/forbidden'));
    expect(refused).toMatchObject({ status: 403, detail: 'Needs node:read', traceId: 'abc123' });
  });

  it('ends the session of a company that was suspended meanwhile', async () => {
    const keep = memory();
    const { api } = client(keep);
    await api.signIn('q@x.io', 'pw');
    expect((await failure(api.get('/suspended'))).kind).toBe('tenant-suspended');
    expect(api.session.user).toBeNull();
    expect(keep.get()).toBeNull();
  });

  it('reports an answer that is no problem document by status and header', async () => {
    const { api } = client();
    await api.signIn('q@x.io', 'pw');
    expect(await failure(api.get('/broken'))).toMatchObject({ status: 502, title: 'HTTP 502', traceId: 't-9' });
  });

  it('reports an unreachable server as status 0 and keeps the session', async () => {
    const { platform, api } = client();
    await api.signIn('q@x.io', 'pw');
    platform.down = true;
    expect((await failure(api.get('/x'))).status).toBe(0);
    expect(api.session.user).not.toBeNull();
  });

  it('keeps the session when a renewal is told to wait, and renews it later', async () => {
    const { platform, api } = client();
    await api.signIn('q@x.io', 'pw');
    platform.valid = 'gone';
    platform.busy = true;
    expect((await failure(api.get('/x'))).status).toBe(429);
    expect(api.session.refreshToken).toBe('r1');
    platform.busy = false;
    expect(await api.get('/x')).toEqual({ ok: '/x' });
  });

  it('signs out here even when the server cannot be told', async () => {
    const keep = memory();
    const { platform, api } = client(keep);
    await api.signIn('q@x.io', 'pw');
    platform.down = true;
    await api.signOut();
    expect(api.session.accessToken).toBeNull();
    expect(keep.get()).toBeNull();
  });

  it('offers to sign out elsewhere to nobody who comes after', async () => {
    const { api } = client();
    await api.signIn('q@x.io', 'pw');
    await api.signOut();
    expect(await api.leaving).toEqual({ ok: '/auth/logout' });
    await api.signIn('b@x.io', 'pw');
    expect(await api.leaving).toBeNull();
  });
});

describe('a session shared by tabs', () => {
  it('is adopted by a new tab and ended in all', async () => {
    const name = `test-${Math.random()}`;
    const first = new Session(memory(), new BroadcastChannel(name));
    first.begin({ access_token: 'a', refresh_token: 'r', user: person });
    const channel = new BroadcastChannel(name);
    const second = new Session(memory(), channel);
    expect(await second.adopt(1000)).toBe(true);
    expect(second.accessToken).toBe('a');
    first.end();
    for (let i = 0; i < 100 && second.user; i++) await new Promise((done) => setTimeout(done, 10));
    expect(second.user).toBeNull();
    channel.close();
  });

  it('tells all tabs what is new about the company', async () => {
    const name = `test-${Math.random()}`;
    const first = new Session(memory(), new BroadcastChannel(name));
    const second = new Session(memory(), new BroadcastChannel(name));
    first.update(person);
    expect(first.user).toBeNull();
    first.begin({ access_token: 'a', refresh_token: 'r', user: person });
    expect(await second.adopt(1000)).toBe(true);
    first.update({ ...person, tenant: { ...person.tenant, name: 'Renamed' } });
    for (let i = 0; i < 100 && second.user?.tenant.name !== 'Renamed'; i++) await new Promise((done) => setTimeout(done, 10));
    expect(second.user?.tenant.name).toBe('Renamed');
    expect(second.accessToken).toBe('a');
  });

  it('is not brought back by a renewal that was under way when it ended', async () => {
    const name = `test-${Math.random()}`;
    const first = new Session(memory(), new BroadcastChannel(name));
    const second = new Session(memory(), new BroadcastChannel(name));
    first.begin({ access_token: token('s1', 1), refresh_token: 'r1', user: person });
    expect(await second.adopt(1000)).toBe(true);
    first.end();
    second.renew({ access_token: token('s1', 2), refresh_token: 'r2', user: person });
    await new Promise((done) => setTimeout(done, 50));
    expect(first.user).toBeNull();
    expect(second.user).toBeNull();
    first.begin({ access_token: token('s2', 1), refresh_token: 'r3', user: person });
    for (let i = 0; i < 100 && !second.user; i++) await new Promise((done) => setTimeout(done, 10));
    expect(second.refreshToken).toBe('r3');
  });
});

describe('a query', () => {
  it('repeats lists and leaves out what is empty', () => {
    expect(queryString({ kind: ['batch', 'ingredient'], q: '', cursor: null, limit: 5 })).toBe('?kind=batch&kind=ingredient&limit=5');
  });
});
