import { describe, expect, it } from 'vitest';
import { admits, alone, isNetwork } from './networks';

describe('a network', () => {
  it.each(['10.1.0.0/16', '192.0.2.7', '0.0.0.0/0', 'fd00::/8', '::1', '2001:db8::8a2e:370:7334', '::ffff:192.0.2.1/128', '1:2:3:4:5:6:7:8'])('is %s', (text) => {
    expect(isNetwork(text)).toBe(true);
  });

  it.each(['', '10.1', '10.1.0.0/33', '10.1.0.256', '010.0.0.1', '10.1.0.0/16/8', 'fd00:::/8', 'fd00::/129', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', 'head office', '::ffff:192.0.2', '10.0.0.0/'])(
    'is not “%s”',
    (text) => {
      expect(isNetwork(text)).toBe(false);
    },
  );
});

describe('an address', () => {
  it('is admitted everywhere while no network is named', () => {
    expect(admits([], '192.0.2.14')).toBe(true);
  });

  it('is admitted by the network that shares its first bits, to the bit', () => {
    expect(admits(['192.0.2.0/28'], '192.0.2.15')).toBe(true);
    expect(admits(['192.0.2.0/28'], '192.0.2.16')).toBe(false);
    expect(admits(['10.0.0.0/8', '192.0.2.14'], '192.0.2.14')).toBe(true);
    expect(admits(['0.0.0.0/0'], '203.0.113.9')).toBe(true);
    expect(admits(['2001:db8::/33'], '2001:db8:7fff::1')).toBe(true);
    expect(admits(['2001:db8::/33'], '2001:db8:8000::1')).toBe(false);
  });

  it('is not admitted by a network of the other kind', () => {
    expect(admits(['::/0'], '192.0.2.14')).toBe(false);
    expect(admits(['0.0.0.0/0'], '::1')).toBe(false);
  });

  it('alone is a network that admits it', () => {
    for (const ip of ['192.0.2.14', '2001:db8::14']) expect(admits([alone(ip)], ip)).toBe(true);
  });
});
