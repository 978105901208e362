import { drizzleAdapter } from '@better-auth/drizzle-adapter';
import { betterAuth } from 'better-auth';
import { twoFactor } from 'better-auth/plugins';
import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import type { Db } from '#db/db';
import { challenges, credentials, people, secondFactors, sessions } from '#db/schema/access';
import { addressHeader } from '#lib/access/client-address';
import type { Config } from '#lib/config';
import type { Logger } from '#lib/log';

const daySeconds = 24 * 60 * 60;
const challengeMinutes = 10;

type AuthParts = {
  db: Db;
  secret: string;
  config: Pick<Config, 'PUBLIC_URL'>;
  /** Where this process listens. */
  address: string;
  log: Logger;
};

/**
 * Passwords, sessions and second factors. Its own routes are not served: each of ours names the one thing of it that it
 * uses, so that the table of routes and roles is whole.
 */
export function createAuth({ db, secret, config, address, log }: AuthParts) {
  const isSecure = config.PUBLIC_URL?.startsWith('https:') ?? false;
  const prefix = cookiePrefix(config, address);
  const cookie = (name: string) => ({ name: `${prefix}.${name}` });
  return betterAuth({
    appName: 'Fluxion',
    secret,
    baseURL: config.PUBLIC_URL ?? 'http://localhost',
    database: drizzleAdapter(adapterDb(db), {
      provider: 'pg',
      schema: {
        user: people,
        session: sessions,
        account: credentials,
        verification: challenges,
        twoFactor: secondFactors,
      },
    }),
    user: {
      additionalFields: {
        role: { type: 'string', input: false, defaultValue: 'viewer' },
        disabledAt: { type: 'date', input: false, required: false },
      },
    },
    session: {
      expiresIn: 7 * daySeconds,
      disableSessionRefresh: true,
      additionalFields: { lastSeenAt: { type: 'date', input: false, defaultValue: () => new Date() } },
    },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 128 },
    plugins: [twoFactor({ issuer: 'Fluxion', twoFactorCookieMaxAge: challengeMinutes * 60 })],
    advanced: {
      // Prefixes are ours: `__Host-` binds a cookie to this host, which the library's own does not.
      useSecureCookies: false,
      defaultCookieAttributes: { secure: isSecure, httpOnly: true, sameSite: 'lax', path: '/' },
      cookies: { session_token: cookie('session'), two_factor: cookie('second_factor') },
      cookiePrefix: prefix,
      ipAddress: { ipAddressHeaders: [addressHeader] },
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { level: 'error', log: (level, message) => log.warn({ level }, `sign-in: ${message}`) },
  });
}

export type Auth = ReturnType<typeof createAuth>;

/** Browsers share cookies between the ports of a host: two products on one machine must not sign each other out. */
function cookiePrefix({ PUBLIC_URL }: Pick<Config, 'PUBLIC_URL'>, address: string): string {
  if (PUBLIC_URL === undefined) return `fluxion-${new URL(address).port}`;
  return PUBLIC_URL.startsWith('https:') ? '__Host-fluxion' : 'fluxion';
}

/** True because what is handed in is the whole database, of which our code names the verbs it uses. */
function adapterDb(db: Db): PostgresJsDatabase {
  return db as PostgresJsDatabase;
}
