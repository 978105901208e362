import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { Role } from '#lib/contract/access';

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
const made = () => instant('created_at').notNull().defaultNow();
const changed = () => instant('updated_at').notNull().defaultNow();

// People, sessions, credentials, challenges and second factors are better-auth's tables under our names; it finds them by
// the names of the properties.

export const people = pgTable('people', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  email: text('email').notNull().unique(),
  emailVerified: boolean('email_verified').notNull().default(false),
  image: text('image'),
  role: text('role').$type<Role>().notNull().default('viewer'),
  /** Since when the account is switched off. */
  disabledAt: instant('disabled_at'),
  twoFactorEnabled: boolean('two_factor_enabled').notNull().default(false),
  createdAt: made(),
  updatedAt: changed(),
});

const person = (name: string) =>
  text(name)
    .notNull()
    .references(() => people.id, { onDelete: 'cascade' });

export const sessions = pgTable(
  'sessions',
  {
    id: text('id').primaryKey(),
    token: text('token').notNull().unique(),
    userId: person('person_id'),
    /** The absolute end; a session that is not used ends before it. */
    expiresAt: instant('expires_at').notNull(),
    lastSeenAt: instant('last_seen_at').notNull().defaultNow(),
    ipAddress: text('address'),
    userAgent: text('user_agent'),
    createdAt: made(),
    updatedAt: changed(),
  },
  (table) => [index('sessions_by_person').on(table.userId)],
);

/** How a person proves who they are: here always by a password. */
export const credentials = pgTable(
  'credentials',
  {
    id: text('id').primaryKey(),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    userId: person('person_id'),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: instant('access_token_expires_at'),
    refreshTokenExpiresAt: instant('refresh_token_expires_at'),
    scope: text('scope'),
    /** A scrypt hash with its salt. */
    password: text('password'),
    createdAt: made(),
    updatedAt: changed(),
  },
  (table) => [index('credentials_by_person').on(table.userId)],
);

/** Steps of signing in that wait for their second half. */
export const challenges = pgTable(
  'challenges',
  {
    id: text('id').primaryKey(),
    identifier: text('identifier').notNull(),
    value: text('value').notNull(),
    expiresAt: instant('expires_at').notNull(),
    createdAt: made(),
    updatedAt: changed(),
  },
  (table) => [index('challenges_by_identifier').on(table.identifier)],
);

export const secondFactors = pgTable(
  'second_factors',
  {
    id: text('id').primaryKey(),
    /** Encrypted, as are the codes. */
    secret: text('secret').notNull(),
    backupCodes: text('backup_codes').notNull(),
    userId: person('person_id'),
    verified: boolean('verified').notNull().default(true),
    failedVerificationCount: integer('failed_verification_count').notNull().default(0),
    lockedUntil: instant('locked_until'),
  },
  (table) => [index('second_factors_by_person').on(table.userId), index('second_factors_by_secret').on(table.secret)],
);

/** Codes of authenticator apps that were used: each is good for one sign-in. */
export const usedCodes = pgTable(
  'used_codes',
  { personId: person('person_id'), hash: text('hash').notNull(), usedAt: instant('used_at').notNull().defaultNow() },
  (table) => [primaryKey({ columns: [table.personId, table.hash] })],
);

/** Links that let one person in once; the database knows only the hash of their token. */
export const invitations = pgTable(
  'invitations',
  {
    id: bigint('id', { mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
    tokenHash: text('token_hash').notNull().unique(),
    email: text('email').notNull(),
    role: text('role').$type<Role>().notNull(),
    /** Whose password is chosen anew; null for an invitation. */
    personId: text('person_id').references(() => people.id, { onDelete: 'cascade' }),
    createdBy: text('created_by'),
    createdAt: made(),
    expiresAt: instant('expires_at').notNull(),
    /** When it was used or withdrawn. */
    closedAt: instant('closed_at'),
  },
  (table) => [index('invitations_open').on(table.id).where(sql`${table.closedAt} is null`)],
);

export const apiKeys = pgTable(
  'api_keys',
  {
    id: bigint('id', { mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
    /** SHA-256 of the whole key. */
    hash: text('hash').notNull().unique(),
    prefix: text('prefix').notNull(),
    name: text('name').notNull(),
    role: text('role').$type<Role>().notNull(),
    /** Null for a service's. */
    ownerId: text('owner_id').references(() => people.id, { onDelete: 'cascade' }),
    createdBy: text('created_by'),
    createdAt: made(),
    expiresAt: instant('expires_at'),
    lastUsedAt: instant('last_used_at'),
    revokedAt: instant('revoked_at'),
  },
  (table) => [index('api_keys_by_owner').on(table.ownerId), uniqueIndex('api_keys_by_prefix').on(table.prefix)],
);

/** Secrets that the program makes for itself, each sealed for its name. */
export const programSecrets = pgTable('program_secrets', {
  name: text('name').primaryKey(),
  cipher: text('cipher').notNull(),
  createdAt: made(),
});
