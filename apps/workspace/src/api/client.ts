import { ApiProblem } from './problem';
import type { Session, Tokens } from './session';

export type Query = Readonly<Record<string, string | number | readonly string[] | null | undefined>>;

export interface Send {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly query?: Query;
  readonly json?: unknown;
  readonly body?: BodyInit;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** Tokens, and the recovery codes of a second factor that was just set up. */
export interface Welcome extends Tokens {
  readonly recovery_codes?: readonly string[];
}

/** A provider at which somebody is signed in still who signed out here, and where that ends. */
export interface Leaving {
  readonly provider: string;
  readonly end_session_url: string;
}

/** An exclusive section across the tabs of a browser, where the browser offers one. */
export type Exclusive = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Calls the platform. Adds the access token; when it has run out, gets a new one once, however many calls wait for it,
 * and repeats the call once. Everything but success is thrown as {@link ApiProblem}.
 */
export class ApiClient {
  readonly session: Session;
  private readonly fetch: typeof globalThis.fetch;
  private readonly exclusive: Exclusive;
  private renewing: Promise<boolean> | null = null;
  /** Where whoever signed out last is signed in still. */
  leaving: Promise<Leaving | null> = Promise.resolve(null);

  constructor(session: Session, fetch: typeof globalThis.fetch, exclusive: Exclusive = (work) => work()) {
    this.session = session;
    this.fetch = fetch;
    this.exclusive = exclusive;
  }

  async get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
    return this.json<T>(path, { ...(query && { query }), signal });
  }

  async json<T>(path: string, send: Send = {}): Promise<T> {
    const response = await this.send(path, send);
    const text = await response.text();
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  async send(path: string, send: Send = {}): Promise<Response> {
    if (!this.session.accessToken && this.session.refreshToken) await this.renew();
    const used = this.session.accessToken;
    let response = await this.call(path, send, used);
    if (response.status === 401) {
      const renewed = this.session.accessToken !== used || (await this.renew());
      if (renewed) response = await this.call(path, send, this.session.accessToken);
      if (response.status === 401) this.session.end();
    }
    if (response.ok) return response;
    const problem = await ApiProblem.of(response);
    if (problem.kind === 'tenant-suspended') this.session.end();
    throw problem;
  }

  async signIn(email: string, password: string, tenant?: string): Promise<void> {
    const response = await this.call('/auth/login', { method: 'POST', json: { email, password, tenant } }, null);
    if (!response.ok) throw await ApiProblem.of(response);
    this.begin((await response.json()) as Tokens);
  }

  /** Finishes a sign-in that waits for a code; recovery codes where the code turned a second factor on. */
  async signInWithCode(challenge: string, code: string): Promise<Welcome> {
    return this.open<Welcome>('/auth/login/totp', { challenge, code });
  }

  /** Takes what a finished sign-in gave. */
  begin(tokens: Tokens): void {
    this.leaving = Promise.resolve(null);
    this.session.begin(tokens);
  }

  /** Sends something without a session: for those who have no account yet, or cannot get into it. */
  async open<T>(path: string, json: unknown): Promise<T> {
    const response = await this.call(path, { method: 'POST', json }, null);
    if (!response.ok) throw await ApiProblem.of(response);
    const text = await response.text();
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  /** Ends the session here at once; the server is told, but a failing network keeps nobody signed in. */
  async signOut(): Promise<void> {
    const refresh_token = this.session.refreshToken;
    const access = this.session.accessToken;
    this.leaving = refresh_token ? this.leave(refresh_token, access) : Promise.resolve(null);
    this.session.end();
    await this.leaving;
  }

  private async leave(refresh_token: string, access: string | null): Promise<Leaving | null> {
    try {
      const response = await this.call('/auth/logout', { method: 'POST', json: { refresh_token } }, access);
      return response.status === 200 ? ((await response.json()) as Leaving) : null;
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      return null;
    }
  }

  /** True when there is a usable session, got from memory, another tab or the refresh token. */
  async restore(): Promise<boolean> {
    if (this.session.user || (await this.session.adopt())) return true;
    return this.session.refreshToken !== null && (await this.renew());
  }

  private renew(): Promise<boolean> {
    this.renewing ??= this.exclusive(() => this.rotate()).finally(() => (this.renewing = null));
    return this.renewing;
  }

  private async rotate(): Promise<boolean> {
    const refresh_token = this.session.refreshToken;
    if (!refresh_token) return false;
    const response = await this.call('/auth/refresh', { method: 'POST', json: { refresh_token } }, null);
    if (response.ok) return this.session.renew((await response.json()) as Tokens);
    if (response.status >= 500 || response.status === 429) throw await ApiProblem.of(response);
    this.session.end();
    return false;
  }

  private async call(path: string, send: Send, token: string | null): Promise<Response> {
    const headers: Record<string, string> = { accept: 'application/json', ...send.headers };
    if (token) headers['authorization'] = `Bearer ${token}`;
    if (send.json !== undefined) headers['content-type'] = 'application/json';
    const body = send.json === undefined ? send.body : JSON.stringify(send.json);
    try {
      return await this.fetch(path + queryString(send.query), {
        method: send.method ?? 'GET',
        headers,
        ...(body !== undefined && { body }),
        ...(send.signal && { signal: send.signal }),
      });
    } catch (error) {
      if (send.signal?.aborted) throw error;
      throw ApiProblem.unreachable();
    }
  }
}

export function queryString(query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === null || value === undefined || value === '') continue;
    if (Array.isArray(value)) for (const one of value) parameters.append(name, one);
    else parameters.append(name, String(value));
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}
