/** A problem document (RFC 9457) as the platform sends it. */
export interface ProblemDocument {
  readonly type?: string;
  readonly title?: string;
  readonly status?: number;
  readonly detail?: string;
  readonly instance?: string;
  readonly trace_id?: string;
  readonly errors?: readonly FieldError[];
  readonly candidates?: readonly Candidate[];
  readonly tenants?: readonly TenantChoice[];
  readonly challenge?: string;
  readonly sso?: Sso;
}

/** Where somebody signs in instead of here. */
export interface Sso {
  readonly name: string;
  readonly start_url: string;
}

/** One of several companies that an e-mail address has an account in. */
export interface TenantChoice {
  readonly slug: string;
  readonly name: string;
}

export interface FieldError {
  readonly field?: string | null;
  readonly rule?: string | null;
  readonly message?: string | null;
}

/** One of several nodes that an ambiguous lot code may mean. */
export interface Candidate {
  readonly id: string;
  readonly key: string;
  readonly name: string | null;
}

/** Anything but success. Status 0: the server could not be reached. */
export class ApiProblem extends Error {
  readonly status: number;
  /** The name Refine knows the status by. */
  readonly statusCode: number;
  readonly title: string;
  readonly detail: string | null;
  readonly traceId: string | null;
  readonly fields: readonly FieldError[];
  readonly candidates: readonly Candidate[];
  readonly tenants: readonly TenantChoice[];
  /** Last part of the problem's type, such as "second-factor-due". */
  readonly kind: string;
  /** What a sign-in that waits for a code is continued with. */
  readonly challenge: string | null;
  readonly sso: Sso | null;

  constructor(status: number, document: ProblemDocument, traceId: string | null = null) {
    super(document.detail ?? document.title ?? `HTTP ${status}`);
    this.name = 'ApiProblem';
    this.status = status;
    this.statusCode = status;
    this.title = document.title ?? `HTTP ${status}`;
    this.detail = document.detail ?? null;
    this.traceId = document.trace_id ?? traceId;
    this.fields = document.errors ?? [];
    this.candidates = document.candidates ?? [];
    this.tenants = document.tenants ?? [];
    this.kind = document.type?.split('/').at(-1) ?? '';
    this.challenge = document.challenge ?? null;
    this.sso = document.sso ?? null;
  }

  static unreachable(): ApiProblem {
    return new ApiProblem(0, {});
  }

  /** Reads the answer's body; a body that is no problem document still gives status and trace id. */
  static async of(response: Response): Promise<ApiProblem> {
    let document: ProblemDocument = {};
    try {
      const body: unknown = await response.json();
      if (typeof body === 'object' && body !== null) document = body as ProblemDocument;
    } catch {
      document = {};
    }
    return new ApiProblem(response.status, document, traceIdOf(response.headers));
  }
}

function traceIdOf(headers: Headers): string | null {
  return headers.get('x-trace-id') ?? headers.get('traceparent')?.split('-')[1] ?? null;
}

export function asProblem(error: unknown): ApiProblem {
  return error instanceof ApiProblem ? error : new ApiProblem(0, { title: String(error) });
}
