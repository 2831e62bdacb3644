/** The signed-in person as /auth/me describes them. */
export interface User {
  readonly id: string;
  readonly email: string;
  readonly email_verified?: boolean;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly roles: readonly string[];
  /** What may be done everywhere. */
  readonly permissions: readonly string[];
  /** What may be done at some sites only; none of it is among the permissions. */
  readonly at_sites?: readonly { readonly permissions: readonly string[]; readonly sites: readonly string[] }[];
  readonly tenant: {
    readonly id: string;
    readonly slug: string;
    readonly name: string;
    readonly primary_color: string | null;
    readonly logo_url: string | null;
  };
}

export interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly user: User;
}

/** Where the refresh token outlives a reload of the page. */
export interface Keep {
  get(): string | null;
  set(token: string | null): void;
}

const key = 'foodflow.refresh';

export const keepInTab: Keep = {
  get: () => sessionStorage.getItem(key),
  set: (token) => (token === null ? sessionStorage.removeItem(key) : sessionStorage.setItem(key, token)),
};

/**
 * Who is signed in, in this tab. The access token lives in memory only; the refresh token in the tab's session
 * storage. Tabs of one browser share a session through a channel: a new tab asks, an open one answers, and a rotated
 * token reaches all of them. Signing out in one signs out all, and a renewal that was under way then does not bring the
 * session back.
 */
export class Session {
  private tokens: Tokens | null = null;
  private readonly listeners = new Set<() => void>();
  /** Sign-ins that have ended. */
  private readonly over = new Set<string>();
  private readonly keep: Keep;
  private readonly channel: BroadcastChannel | null;

  constructor(keep: Keep, channel: BroadcastChannel | null = null) {
    this.keep = keep;
    this.channel = channel;
    channel?.addEventListener('message', (event: MessageEvent<Message>) => this.hear(event.data));
  }

  get accessToken(): string | null {
    return this.tokens?.access_token ?? null;
  }

  get refreshToken(): string | null {
    return this.tokens?.refresh_token ?? this.keep.get();
  }

  get user(): User | null {
    return this.tokens?.user ?? null;
  }

  /** Takes the tokens of a new sign-in. */
  begin(tokens: Tokens): void {
    this.over.delete(signInOf(tokens));
    this.share(tokens);
  }

  /** Takes renewed tokens; false if their session has ended meanwhile. */
  renew(tokens: Tokens): boolean {
    if (this.over.has(signInOf(tokens))) return false;
    this.share(tokens);
    return true;
  }

  /** Takes what is new about the person or the company; nothing where nobody is signed in. */
  update(user: User): void {
    if (this.tokens) this.share({ ...this.tokens, user });
  }

  end(): void {
    const ended = this.tokens && signInOf(this.tokens);
    if (ended) this.over.add(ended);
    this.accept(null);
    this.channel?.postMessage({ say: 'end', ended });
  }

  /** Asks other tabs for their session; false after `patience` ms of silence. */
  async adopt(patience = 80): Promise<boolean> {
    if (this.tokens || !this.channel) return this.tokens !== null;
    this.channel.postMessage({ say: 'ask' });
    const deadline = Date.now() + patience;
    while (Date.now() < deadline && this.user === null) await new Promise((done) => setTimeout(done, 15));
    return this.user !== null;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private share(tokens: Tokens): void {
    this.accept(tokens);
    this.channel?.postMessage({ say: 'session', tokens });
  }

  private accept(tokens: Tokens | null): void {
    this.tokens = tokens;
    this.keep.set(tokens?.refresh_token ?? null);
    this.listeners.forEach((listener) => listener());
  }

  private hear(message: Message): void {
    if (message.say === 'ask' && this.tokens) this.channel?.postMessage({ say: 'session', tokens: this.tokens });
    if (message.say === 'session' && !this.over.has(signInOf(message.tokens))) this.accept(message.tokens);
    if (message.say === 'end' && message.ended) {
      this.over.add(message.ended);
      if (this.tokens && signInOf(this.tokens) === message.ended) this.accept(null);
    }
  }
}

type Message = { say: 'ask' } | { say: 'session'; tokens: Tokens } | { say: 'end'; ended: string | null };

/** Names the sign-in that tokens come from: the session in the access token (a JWT), or else its user. */
function signInOf(tokens: Tokens): string {
  const payload = tokens.access_token.split('.')[1];
  if (!payload) return tokens.user.id;
  try {
    const claims = JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/'))) as { sid?: string };
    return claims.sid ?? tokens.user.id;
  } catch {
    return tokens.user.id;
  }
}
