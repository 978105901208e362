import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';
import {
  bits,
  boolean,
  moment,
  numbered,
  numberedBytes,
  objectId,
  octets,
  sequence,
  set,
  utf8Text,
  wholeNumber,
} from '#demo/tds/der';

/** Who a server says it is, and the key that proves it. */
export type Identity = {
  readonly name: string;
  readonly key: KeyObject;
  /** In PEM. */
  readonly certificate: string;
};

export type Subject = {
  readonly name: string;
  /** The names and addresses that it may be reached by. */
  readonly hosts?: readonly string[];
  /** It signs the certificates of others. */
  readonly isAuthority?: boolean;
  /** Ten years from now by itself. */
  readonly expiresAt?: Date;
};

const dayMs = 86_400_000;
const oid = {
  commonName: '2.5.4.3',
  subjectAlternativeName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
} as const;

/** What SQL Server makes for itself at each start where nobody gave it a certificate. */
export function fallbackIdentity(): Identity {
  return makeIdentity({ name: 'SSL_Self_Signed_Fallback' });
}

/** A new key with an X.509 certificate for it, signed by `issuer`, or by itself. */
export function makeIdentity(subject: Subject, issuer?: Identity): Identity {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(objectId(oid.ecdsaWithSha256));
  const signed = sequence(
    numbered(0, wholeNumber(Uint8Array.of(2))),
    wholeNumber(randomBytes(12)),
    algorithm,
    nameOf(issuer?.name ?? subject.name),
    validity(subject),
    nameOf(subject.name),
    publicKey.export({ type: 'spki', format: 'der' }),
    numbered(3, sequence(...extensions(subject))),
  );
  const signature = sign('sha256', signed, issuer?.key ?? privateKey);
  const certificate = pem(sequence(signed, algorithm, bits(signature)));
  return { name: subject.name, key: privateKey, certificate };
}

const nameOf = (name: string): Buffer => sequence(set(sequence(objectId(oid.commonName), utf8Text(name))));

/** From so long ago that clocks which differ do not matter. */
function validity({ expiresAt }: Subject): Buffer {
  const ends = expiresAt ?? new Date(Date.now() + 3650 * dayMs);
  return sequence(moment(new Date(Math.min(Date.now(), ends.getTime()) - dayMs)), moment(ends));
}

function extensions({ hosts = [], isAuthority = false }: Subject): Buffer[] {
  const found: Buffer[] = [];
  if (isAuthority) found.push(sequence(objectId(oid.basicConstraints), boolean(true), octets(sequence(boolean(true)))));
  if (hosts.length > 0)
    found.push(sequence(objectId(oid.subjectAlternativeName), octets(sequence(...hosts.map(hostName)))));
  return found;
}

function hostName(host: string): Buffer {
  if (isIP(host) === 4) return numberedBytes(7, Uint8Array.from(host.split('.').map(Number)));
  return numberedBytes(2, Buffer.from(host));
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').replaceAll(/.{64}(?!$)/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}
