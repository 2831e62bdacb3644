import { canonical } from './canonical';
import type { Proof } from './audit';

/** One step up the tree: the neighbour that is hashed with what is below, and which entries it stands for. */
export interface Step {
  readonly side: 'left' | 'right';
  /** In Base64. */
  readonly hash: string;
  /** The first entry that it stands for, and the first that it does not. */
  readonly from: number;
  readonly to: number;
}

/** What was found out here, without believing whoever sent the proof; unknown where this browser cannot. */
export type Finding = 'ok' | 'bad' | 'unknown';

export interface Findings {
  /** The hashes lead from the entry to the root. */
  readonly path: Finding;
  /** The root and the size are those of the checkpoint. */
  readonly checkpoint: Finding;
  /** The ledger's key signed the checkpoint. */
  readonly signature: Finding;
  /** Every witness signed it, when it is said to; ok also where there is none. */
  readonly witnesses: Finding;
  /** The personal values are those that the entry was made with. */
  readonly values: Finding;
  /** The hash of the entry, in Base64. */
  readonly leaf: string | null;
}

/** A verifier key (C2SP signed-note): who signs, and by which key. */
export interface VerifierKey {
  readonly name: string;
  /** Eight hexadecimal digits. */
  readonly id: string;
  readonly type: number;
  readonly key: Uint8Array<ArrayBuffer>;
}

/** A checkpoint (C2SP tlog-checkpoint) and its signatures. */
export interface Note {
  /** What is signed, with its last newline. */
  readonly text: string;
  readonly origin: string;
  readonly size: number;
  /** In Base64. */
  readonly root: string;
  readonly signatures: readonly { readonly name: string; readonly id: string; readonly signature: Uint8Array<ArrayBuffer> }[];
}

const utf8 = new TextEncoder();
const ed25519 = 1;
const cosignature = 4;
const timeBytes = 8;

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
}

function base64Of(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((one) => one.toString(16).padStart(2, '0')).join('');
}

/** The first hexadecimal digits of a hash in Base64, by which people tell hashes apart. */
export function short(base64: string, digits = 8): string {
  return hex(bytesOf(base64)).slice(0, digits);
}

export function keyOf(text: string): VerifierKey {
  const [name = '', id = '', key = ''] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text)?.slice(1) ?? [];
  const bytes = key ? bytesOf(key) : new Uint8Array(1);
  return { name, id, type: bytes[0]!, key: bytes.slice(1) };
}

/** Reads a signed checkpoint. */
export function noteOf(encoded: string): Note {
  const end = encoded.indexOf('\n\n');
  const text = encoded.slice(0, end + 1);
  const [origin = '', size = '', root = ''] = text.split('\n');
  const signatures = encoded.slice(end + 2).split('\n').flatMap((line) => {
    const [, name, signature] = /^— (\S+) (\S+)$/.exec(line) ?? [];
    if (!name || !signature) return [];
    const bytes = bytesOf(signature);
    return [{ name, id: hex(bytes.slice(0, 4)), signature: bytes.slice(4) }];
  });
  return { text, origin, size: Number(size), root, signatures };
}

/** The way from an entry up to the root (RFC 9162, section 2.1.3), with what each neighbour stands for. */
export function stepsOf({ position, size, path }: Pick<Proof, 'position' | 'size' | 'path'>): readonly Step[] {
  const sides: Omit<Step, 'hash'>[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    // The largest power of two below their number: as RFC 9162 halves a tree.
    const middle = from + 2 ** Math.ceil(Math.log2(to - from) - 1);
    if (position < middle) {
      sides.unshift({ side: 'right', from: middle, to });
      to = middle;
    } else {
      sides.unshift({ side: 'left', from, to: middle });
      from = middle;
    }
  }
  return sides.length === path.length ? sides.map((one, i) => ({ ...one, hash: path[i]! })) : [];
}

async function sha256(...parts: readonly Uint8Array[]): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', joined(...parts)));
}

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, one) => sum + one.length, 0));
  let at = 0;
  for (const one of parts) {
    all.set(one, at);
    at += one.length;
  }
  return all;
}

async function signed(key: VerifierKey, message: Uint8Array<ArrayBuffer>, signature: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const known = await crypto.subtle.importKey('raw', key.key, 'Ed25519', false, ['verify']);
  return crypto.subtle.verify('Ed25519', known, signature, message);
}

/** Whether a key of the ledger signed a checkpoint. */
export async function isSigned(note: Note, logKeys: readonly string[]): Promise<Finding> {
  return finding(async () => {
    for (const key of logKeys.map(keyOf)) {
      const own = note.signatures.find(({ name, id }) => name === key.name && id === key.id);
      if (own && key.type === ed25519 && key.name === note.origin && (await signed(key, utf8.encode(note.text), own.signature))) return true;
    }
    return false;
  });
}

/** When a witness signed a checkpoint, by its own clock; null where it did not. */
export async function cosignedAt(note: Note, witness: string): Promise<Date | null> {
  const key = keyOf(witness);
  const own = note.signatures.find(({ name, id }) => name === key.name && id === key.id);
  if (!own || key.type !== cosignature) return null;
  const seconds = Number(new DataView(own.signature.buffer, own.signature.byteOffset).getBigUint64(0));
  const message = utf8.encode(`cosignature/v1\ntime ${seconds}\n${note.text}`);
  return (await signed(key, message, own.signature.slice(timeBytes))) ? new Date(seconds * 1000) : null;
}

async function finding(holds: () => Promise<boolean>): Promise<Finding> {
  // Only pages that came over HTTPS, or from this machine, have the browser's cryptography.
  if (typeof crypto === 'undefined' || !crypto.subtle) return 'unknown';
  try {
    return (await holds()) ? 'ok' : 'bad';
  } catch (error) {
    return error instanceof DOMException && error.name === 'NotSupportedError' ? 'unknown' : 'bad';
  }
}

/** Checks a proof here, in the browser: nothing of it is taken on trust but the keys. */
export async function check(proof: Proof): Promise<Findings> {
  let leaf: string | null = null;
  const note = noteOf(proof.checkpoint);
  const path = await finding(async () => {
    let hash = await sha256(Uint8Array.of(0), utf8.encode(proof.entry));
    leaf = base64Of(hash);
    const steps = stepsOf(proof);
    if (steps.length !== proof.path.length) return false;
    for (const step of steps) {
      const other = bytesOf(step.hash);
      hash = await sha256(Uint8Array.of(1), ...(step.side === 'left' ? [other, hash] : [hash, other]));
    }
    return base64Of(hash) === proof.root;
  });
  const checkpoint = note.root === proof.root && note.size === proof.size && note.origin === proof.origin ? 'ok' : 'bad';
  const signature = await isSigned(note, proof.log_keys);
  const witnesses = await finding(async () => {
    for (const { key, time } of proof.witnesses) {
      const at = await cosignedAt(note, key);
      if (!at || at.getTime() !== Date.parse(time)) return false;
    }
    return true;
  });
  const values = await finding(() => commitmentsHold(proof));
  return { path, checkpoint, signature, witnesses, values, leaf };
}

/** Whether the personal values are those that the entry commits to (docs/audit-export.md, "Entries"). */
async function commitmentsHold({ entry, disclosed }: Proof): Promise<boolean> {
  const { id, personal = {} } = JSON.parse(entry) as { id: string; personal?: Record<string, { commitment: string }> };
  const nul = Uint8Array.of(0);
  for (const [field, { value, salt }] of Object.entries(disclosed)) {
    const key = await crypto.subtle.importKey('raw', bytesOf(salt), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
    const message = joined(utf8.encode('foodflow-commitment/1'), nul, utf8.encode(`${id}/${field}`), nul, utf8.encode(canonical(value)));
    const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, message));
    if (base64Of(mac) !== personal[field]?.commitment) return false;
  }
  return true;
}

/** The fields that stand in an entry and cannot be read any more: their person's key was erased. */
export function erasedOf({ entry, disclosed }: Proof): readonly string[] {
  const { personal = {} } = JSON.parse(entry) as { personal?: object };
  return Object.keys(personal).filter((field) => !(field in disclosed));
}
