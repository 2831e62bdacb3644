/** An IP address as its bytes: 4 or 16. */
type Address = readonly number[];

function ipv4(text: string): Address | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)) return undefined;
  return parts.map(Number);
}

function ipv6(text: string): Address | undefined {
  const halves = text.split('::');
  if (halves.length > 2 || !/^[\da-f:.]+$/i.test(text)) return undefined;
  const groups = halves.map((half) => (half === '' ? [] : half.split(':').flatMap((group, i, all) => (i === all.length - 1 && group.includes('.') ? hexOf(group) : [group]))));
  const [head = [], tail = []] = groups;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const all = [...head, ...Array<string>(halves.length === 2 ? missing : 0).fill('0'), ...tail];
  if (!all.every((group) => /^[\da-f]{1,4}$/i.test(group))) return undefined;
  return all.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]);
}

/** The last 32 bits of an address that writes them with dots, as two groups. */
function hexOf(dotted: string): readonly string[] {
  const bytes = ipv4(dotted);
  if (!bytes) return ['not hexadecimal'];
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  return [(a * 256 + b).toString(16), (c * 256 + d).toString(16)];
}

function addressOf(text: string): Address | undefined {
  return text.includes(':') ? ipv6(text) : ipv4(text);
}

interface Network {
  readonly first: Address;
  readonly bits: number;
}

function networkOf(text: string): Network | undefined {
  const [literal = '', length, more] = text.split('/');
  const first = addressOf(literal);
  if (!first || more !== undefined) return undefined;
  if (length === undefined) return { first, bits: first.length * 8 };
  return /^\d{1,3}$/.test(length) && Number(length) <= first.length * 8 ? { first, bits: Number(length) } : undefined;
}

/** Whether a text names a network: `10.1.0.0/16`, `fd00::/8` or a single address. */
export function isNetwork(text: string): boolean {
  return networkOf(text) !== undefined;
}

/** Whether an address is in one of the networks; where none is named, every address is. */
export function admits(networks: readonly string[], ip: string): boolean {
  const address = addressOf(ip);
  if (networks.length === 0) return true;
  return networks.some((text) => {
    const network = networkOf(text);
    if (!network || !address || network.first.length !== address.length) return false;
    return address.every((byte, i) => {
      const shared = Math.min(8, Math.max(0, network.bits - i * 8));
      const mask = (0xff00 >> shared) & 0xff;
      return (byte & mask) === (network.first[i]! & mask);
    });
  });
}

/** The smallest network an address is in: itself. */
export function alone(ip: string): string {
  return `${ip}/${ip.includes(':') ? 128 : 32}`;
}
