import type { ConnectionConfiguration } from 'tedious';
import type { StoreConnection } from '#lib/sources/source';

export type SourceLimits = {
  connectTimeoutMs: number;
  /** Until the first byte of an answer. */
  answerTimeoutMs: number;
  /** Between two pieces of an answer. */
  idleTimeoutMs: number;
  pageRows: number;
};

export const usualPort = 1433;
/** How long the server may take to acknowledge an attention before the socket is closed. */
export const attentionMs = 400;
const packetBytes = { off: 32_767, on: 16_384, legacy: 16_384 } as const;

/** `port` is where the store listens: its own, or that of its instance. */
export function connectionSettings(
  store: StoreConnection,
  limits: SourceLimits,
  port = store.port ?? usualPort,
): ConnectionConfiguration {
  const isEncrypted = store.encryption !== 'off';
  return {
    server: store.host,
    authentication: { type: 'default', options: { userName: store.username, password: store.password } },
    options: {
      port,
      database: store.database,
      appName: 'Fluxion',
      encrypt: isEncrypted,
      trustServerCertificate: store.trustCertificate,
      // Old servers offer TLS 1.0 with ciphers that OpenSSL 3 refuses at its default security level.
      ...(store.encryption === 'legacy'
        ? { cryptoCredentialsDetails: { minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } }
        : {}),
      packetSize: packetBytes[store.encryption],
      connectTimeout: limits.connectTimeoutMs,
      // Tedious stops this timer at the first packet: the watchdog below sees all of them.
      requestTimeout: 0,
      cancelTimeout: attentionMs,
      maxRetriesOnTransientErrors: 0,
      rowCollectionOnRequestCompletion: false,
      useColumnNames: false,
      readOnlyIntent: false,
      language: 'us_english',
      dateFormat: 'ymd',
    },
  };
}
