import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import { fallbackIdentity, makeIdentity } from '#demo/tds/certificate';

test('a certificate says its name, its hosts and its end, and its authority’s key proves it', () => {
  const authority = makeIdentity({ name: 'Autoridad de la cadena', isAuthority: true });
  const expiresAt = new Date('2031-02-03T04:05:06Z');
  const issued = makeIdentity({ name: 'TIENDA_01', hosts: ['pos.tienda', '10.0.0.7'], expiresAt }, authority);
  const [root, leaf] = [new X509Certificate(authority.certificate), new X509Certificate(issued.certificate)];

  assert.equal(leaf.subject, 'CN=TIENDA_01');
  assert.equal(leaf.issuer, 'CN=Autoridad de la cadena');
  assert.equal(leaf.subjectAltName, 'DNS:pos.tienda, IP Address:10.0.0.7');
  assert.equal(leaf.validToDate.getTime(), expiresAt.getTime());
  assert.deepEqual([root.ca, leaf.ca], [true, false]);
  assert.ok(leaf.checkIssued(root) && leaf.verify(root.publicKey) && !leaf.verify(leaf.publicKey));
  assert.ok(leaf.checkPrivateKey(issued.key));
  assert.deepEqual([leaf.checkHost('pos.tienda'), leaf.checkIP('10.0.0.7')], ['pos.tienda', '10.0.0.7']);
  assert.deepEqual([leaf.checkHost('otra.tienda'), leaf.checkIP('10.0.0.8')], [undefined, undefined]);
});

test('a certificate without an authority signs itself, and no two are alike', () => {
  const [one, other] = [fallbackIdentity(), fallbackIdentity()].map(
    ({ certificate }) => new X509Certificate(certificate),
  );
  assert.ok(one && other);
  assert.equal(one.issuer, 'CN=SSL_Self_Signed_Fallback');
  assert.ok(one.verify(one.publicKey));
  assert.notEqual(one.serialNumber, other.serialNumber);
});
