import { createSecureContext, type SecureContext, type SecureVersion } from 'node:tls';
import { fallbackIdentity, type Identity } from '#demo/tds/certificate';

/** What a server wants of TLS: it has none, leaves it to the client, or takes nobody without it. */
export type ServerEncryption = {
  readonly mode: 'off' | 'optional' | 'required';
  /** By itself one of its own making, as SQL Server does without a certificate. */
  readonly identity?: Identity;
  /** The newest that it speaks; TLS 1.2 by itself, which is the newest of TDS 7. */
  readonly newest?: SecureVersion;
};

export const noEncryption: ServerEncryption = Object.freeze({ mode: 'off' });

/** The byte of a PRELOGIN that says what its sender wants. */
export const wish = { loginOnly: 0, everything: 1, notSupported: 2, required: 3 } as const;

/** What TLS covers of a connection. */
export type Coverage = 'nothing' | 'login' | 'everything';
export type Agreement = { readonly answer: number; readonly covers: Coverage };

/** What comes of the two sides' wishes. A client that cannot live with the answer leaves. */
export function agree(mode: ServerEncryption['mode'], asked: number): Agreement {
  if (mode === 'off') return { answer: wish.notSupported, covers: 'nothing' };
  if (asked === wish.everything || asked === wish.required) return { answer: wish.everything, covers: 'everything' };
  if (mode === 'required') return { answer: wish.required, covers: 'everything' };
  if (asked === wish.loginOnly) return { answer: wish.loginOnly, covers: 'login' };
  return { answer: wish.notSupported, covers: 'nothing' };
}

/** SSL_OP_NO_TICKET: a session that goes on where another stopped would turn the order of the handshake around. */
const withoutTickets = 0x4000;

export function secureContextOf({
  identity = fallbackIdentity(),
  newest = 'TLSv1.2',
}: ServerEncryption): SecureContext {
  return createSecureContext({
    key: identity.key.export({ type: 'pkcs8', format: 'pem' }),
    cert: identity.certificate,
    minVersion: 'TLSv1',
    maxVersion: newest,
    // Versions before TLS 1.2 sign with SHA-1, which OpenSSL allows at this level only.
    ...(newest < 'TLSv1.2' && { ciphers: 'DEFAULT@SECLEVEL=0' }),
    secureOptions: withoutTickets,
  });
}
