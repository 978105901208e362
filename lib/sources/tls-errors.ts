import type { Cause, Verdict } from '#lib/sources/failure-cause';
import type { StoreConnection } from '#lib/sources/source';

/** The two sides do not agree on TLS. Where TLS had worked, what breaks it is a fault of the link. */
export const isTls = ({ code, message, isConnecting }: Cause): boolean =>
  code === 'EENCRYPT' || (isConnecting && (/^ERR_(SSL|TLS)/.test(code) || tlsWords.test(message)));

const tlsWords = /certificate|self.signed|SSL routines|unsupported protocol|wrong version number|handshake/i;

/** The server went in the middle of the handshake: a link that was cut, or how old servers say that they know no such TLS. */
export const isHangUp = ({ code, isConnecting }: Cause): boolean => isConnecting && code === 'ECONNRESET';

export function hangUpVerdict({ encryption }: StoreConnection, address: string): Verdict {
  const advice =
    encryption === 'on' ? '; one that always does is too old for TLS 1.2: set its encryption to legacy' : '';
  const text = `the server hung up while TLS was agreed on (${address})${advice}`;
  return { code: 'source_unavailable', why: 'lost', text };
}

/** TLS that the two sides cannot agree on, which no later attempt changes; the text says what can be set. */
export function tlsVerdict(cause: Cause, { encryption }: StoreConnection): Verdict {
  if (/certificate|self.signed/i.test(cause.message)) {
    const told = cause.message.replace(/; if the root CA.*/, '');
    const text = `the server's certificate is not trusted: ${told}; ${certificateAdvice}`;
    return { code: 'source_rejected', why: 'certificate', text };
  }
  const text = cause.code === 'EENCRYPT' ? withoutAgreement[encryption] : `${otherTls[encryption]}: ${cause.message}`;
  return { code: 'source_rejected', why: 'tls', text };
}

const certificateAdvice =
  'trust the certificate in the settings of the store, or give the program that of its authority (NODE_EXTRA_CA_CERTS)';

type Texts = Readonly<Record<StoreConnection['encryption'], string>>;

const noTls = 'the server does not speak TLS at all; inside a VPN, set its encryption to off';
const withoutAgreement: Texts = {
  off: 'the server takes nobody without encryption: set its encryption to on',
  on: noTls,
  legacy: noTls,
};

const otherTls: Texts = {
  off: 'the server speaks TLS where none was asked for',
  on: 'the server does not speak TLS 1.2 with the ciphers of today; if it is old, set its encryption to legacy',
  legacy: 'the server does not speak any TLS that is known here',
};
