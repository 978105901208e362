import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressHeader, blockListOf, clientAddress, placeOf } from '#lib/access/client-address';

function asked(from: string, forwarded: string | undefined, trusted: string[]): string | null {
  const request = { socket: { remoteAddress: from }, headers: { 'x-forwarded-for': forwarded } };
  return clientAddress(request as unknown as Parameters<typeof clientAddress>[0], blockListOf(trusted));
}

test('without a trusted proxy, what callers write about themselves counts for nothing', () => {
  assert.equal(asked('203.0.113.9', '10.0.0.1', []), '203.0.113.9');
  assert.equal(asked('::ffff:203.0.113.9', '127.0.0.1', []), '203.0.113.9');
});

test('behind one proxy each client has its own address, whatever it wrote before the proxy did', () => {
  assert.equal(asked('10.0.0.2', '198.51.100.1', ['10.0.0.2']), '198.51.100.1');
  assert.equal(asked('10.0.0.2', '127.0.0.1, 198.51.100.1', ['10.0.0.2']), '198.51.100.1');
  assert.equal(asked('::ffff:10.0.0.2', '[2001:db8::7]:443', ['10.0.0.0/8']), '2001:db8::7');
});

test('of a chain of proxies, the first that is not trusted is the client', () => {
  assert.equal(asked('10.0.0.2', '192.0.2.1, 198.51.100.1, 10.0.0.3', ['10.0.0.0/8']), '198.51.100.1');
});

test('what is no address ends the chain', () => {
  for (const odd of ['', 'unknown', '-1', 'a'.repeat(5000), '198.51.100.1, <script>', 'fe80::1%25eth0']) {
    const address = asked('10.0.0.2', odd, ['10.0.0.0/8']);
    assert.ok(address === '10.0.0.2' || address === 'fe80::1%25eth0', odd);
  }
});

test('the addresses of one IPv6 network are one place, those of IPv4 are one each', () => {
  const place = (address: string) => placeOf(new Headers({ [addressHeader]: address }));

  assert.equal(place('2001:db8:0:7::1'), place('2001:db8:0:7:ffff:1:2:3'));
  assert.notEqual(place('2001:db8:0:7::1'), place('2001:db8:0:8::1'));
  assert.deepEqual([place('192.0.2.1'), place('fe80::1%eth0')], ['192.0.2.1', 'fe80:0:0:0::/64']);
});
