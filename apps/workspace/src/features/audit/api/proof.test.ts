import { createHash, createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Proof } from './audit';
import { canonical } from './canonical';
import { check, erasedOf, keyOf, noteOf, short, stepsOf } from './proof';
import golden from './proof.golden.json';

const hash = (...parts: readonly Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();
const half = (size: number): number => 2 ** Math.ceil(Math.log2(size) - 1);

function root(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 1) return leaves[0]!;
  return hash(Uint8Array.of(1), root(leaves.slice(0, half(leaves.length))), root(leaves.slice(half(leaves.length))));
}

function path(position: number, leaves: readonly Buffer[]): readonly Buffer[] {
  if (leaves.length === 1) return [];
  const [left, right] = [leaves.slice(0, half(leaves.length)), leaves.slice(half(leaves.length))];
  return position < left.length ? [...path(position, left), root(right)] : [...path(position - left.length, right), root(left)];
}

function signer(name: string, type: number): { verifier: string; id: Buffer; privateKey: KeyObject } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const key = Buffer.concat([Uint8Array.of(type), Buffer.from(publicKey.export({ format: 'jwk' }).x!, 'base64url')]);
  const id = hash(Buffer.from(`${name}\n`), key).subarray(0, 4);
  return { verifier: `${name}+${id.toString('hex')}+${key.toString('base64')}`, id, privateKey };
}

const salt = hash(Buffer.from('salt'));
const seconds = 1_790_000_000;

/** A ledger of so many entries, and what is proved of one of them. */
function proven(position: number, size: number): Proof {
  const origin = 'foodflow/dairy';
  const log = signer(origin, 1);
  const witness = signer('witness.example', 4);
  const commitment = (field: string, value: unknown): string =>
    createHmac('sha256', salt).update(`foodflow-commitment/1\0e${position}/${field}\0${canonical(value)}`).digest('base64');
  const entry = canonical({ id: `e${position}`, personal: { email: { commitment: commitment('email', 'a@b.example') }, new: { commitment: commitment('new', { b: 2, a: ['é', 1.5e21] }) } } });
  const leaves = Array.from({ length: size }, (_, n) => hash(Uint8Array.of(0), Buffer.from(n === position ? entry : `entry ${n}`)));
  const text = `${origin}\n${size}\n${root(leaves).toString('base64')}\n`;
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(seconds));
  const own = Buffer.concat([log.id, sign(null, Buffer.from(text), log.privateKey)]).toString('base64');
  const seen = Buffer.concat([witness.id, time, sign(null, Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`), witness.privateKey)]).toString('base64');
  return {
    position, origin, branches: [], size, root: root(leaves).toString('base64'), path: path(position, leaves).map((one) => one.toString('base64')),
    checkpoint: `${text}\n— ${origin} ${own}\n— witness.example ${seen}\n`, tlog_proof: '', log_keys: [log.verifier],
    witnesses: [{ key: witness.verifier, time: new Date(seconds * 1000).toISOString() }], entry,
    disclosed: { email: { value: 'a@b.example', salt: salt.toString('base64') }, new: { value: { a: ['é', 1.5e21], b: 2 }, salt: salt.toString('base64') } },
  };
}

const holds = { path: 'ok', checkpoint: 'ok', signature: 'ok', witnesses: 'ok', values: 'ok' };

describe('a proof', () => {
  it('holds for every entry of trees of every shape', async () => {
    for (let size = 1; size <= 17; size++) {
      for (let position = 0; position < size; position++) {
        expect(await check(proven(position, size)), `${position} of ${size}`).toMatchObject(holds);
      }
    }
  });

  const proof = proven(5, 11);
  const other = proven(5, 11);
  it.each<[string, object, Partial<Proof>]>([
    ['another entry', { path: 'bad' }, { entry: proof.entry.replace('e5', 'e6') }],
    ['another place', { path: 'bad' }, { position: 4 }],
    ['a hash too few', { path: 'bad' }, { path: proof.path.slice(1) }],
    ['hashes in another order', { path: 'bad' }, { path: proof.path.toReversed() }],
    ['another size than was signed', { checkpoint: 'bad' }, { size: 12 }],
    ['another root', { path: 'bad', checkpoint: 'bad' }, { root: other.path[0]! }],
    ['another key of the ledger', { path: 'ok', signature: 'bad' }, { log_keys: other.log_keys }],
    ['a checkpoint that was rewritten', { checkpoint: 'bad', signature: 'bad', witnesses: 'bad' }, { checkpoint: proof.checkpoint.replace('\n11\n', '\n12\n') }],
    ['another witness', { signature: 'ok', witnesses: 'bad' }, { witnesses: other.witnesses }],
    ['another time of the witness', { witnesses: 'bad' }, { witnesses: [{ ...proof.witnesses[0]!, time: '2020-01-01T00:00:00Z' }] }],
    ['another value', { path: 'ok', values: 'bad' }, { disclosed: { ...proof.disclosed, email: { ...proof.disclosed['email']!, value: 'x@b.example' } } }],
    ['a value that the entry has not', { values: 'bad' }, { disclosed: { ip: proof.disclosed['email']! } }],
  ])('does not hold with %s', async (_, finding, change) => {
    expect(await check({ ...proof, ...change })).toMatchObject(finding);
  });

  it('made by the ledger engine itself, of keys with fixed seeds, holds', async () => {
    expect(await check(golden)).toMatchObject(holds);
    expect(erasedOf(golden)).toEqual(['reason']);
    const { disclosed } = golden;
    expect(await check({ ...golden, disclosed: { ...disclosed, new: { ...disclosed.new, value: { ...disclosed.new.value, tiny: 2e-7 } } } })).toMatchObject({ values: 'bad' });
  });

  it('says what was erased', () => {
    expect(erasedOf(proof)).toEqual([]);
    expect(erasedOf({ ...proof, disclosed: {} })).toEqual(['email', 'new']);
  });
});

describe('the steps up the tree', () => {
  it('name the entries that each neighbour stands for', () => {
    const names = (position: number, size: number): readonly string[] =>
      stepsOf({ position, size, path: proven(position, size).path }).map(({ side, from, to }) => `${side} ${from}-${to}`);
    expect(names(2, 7)).toEqual(['right 3-4', 'left 0-2', 'right 4-7']);
    expect(names(6, 7)).toEqual(['left 4-6', 'left 0-4']);
    expect(names(0, 1)).toEqual([]);
  });
});

describe('keys and notes', () => {
  it('are read as C2SP writes them', () => {
    const proof = proven(0, 3);
    const key = keyOf(proof.log_keys[0]!);
    const note = noteOf(proof.checkpoint);
    expect(key).toMatchObject({ name: 'foodflow/dairy', type: 1 });
    expect(note).toMatchObject({ origin: 'foodflow/dairy', size: 3, root: proof.root });
    expect(note.signatures.map(({ name }) => name)).toEqual(['foodflow/dairy', 'witness.example']);
    expect(note.signatures[0]!.id).toBe(key.id);
    expect(short('AQID', 6)).toBe('010203');
  });
});
