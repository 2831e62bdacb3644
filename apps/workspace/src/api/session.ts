/** The signed-in person as /auth/me describes them. */
export interface User {
  readonly id: string;
  readonly email: string;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
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
 * token reaches all of them. Signing out in one signs out all.
 */
export class Session {
  private tokens: Tokens | null = null;
  private readonly listeners = new Set<() => void>();
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

  begin(tokens: Tokens): void {
    this.accept(tokens);
    this.channel?.postMessage({ say: 'session', tokens });
  }

  end(): void {
    this.accept(null);
    this.channel?.postMessage({ say: 'end' });
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

  private accept(tokens: Tokens | null): void {
    this.tokens = tokens;
    this.keep.set(tokens?.refresh_token ?? null);
    this.listeners.forEach((listener) => listener());
  }

  private hear(message: Message): void {
    if (message.say === 'ask' && this.tokens) this.channel?.postMessage({ say: 'session', tokens: this.tokens });
    if (message.say === 'session') this.accept(message.tokens);
    if (message.say === 'end' && this.tokens) this.accept(null);
  }
}

type Message = { say: 'ask' } | { say: 'session'; tokens: Tokens } | { say: 'end' };
