import { z } from 'zod';
import { Id, Instant } from '#lib/contract/page';

/** Each includes the ones before it: see · run, cancel, recover · stores, queries, schedules · people, keys, audit. */
export const roles = ['viewer', 'operator', 'editor', 'admin'] as const;
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

/** Whether who holds `held` may do what asks for `asked`. */
export function includesRole(held: Role, asked: Role): boolean {
  return roles.indexOf(held) >= roles.indexOf(asked);
}

/** Two spellings of an address are one person. */
export const Email = z.string().trim().toLowerCase().max(200).pipe(z.email('expected an e-mail address'));
export const PersonName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}]+$/u, 'expected one line');
/** What a person chooses; how guessable it is, the server says. */
export const NewPassword = z.string().min(12, 'expected 12 characters or more').max(128);
/** What a person types to sign in: any length that may be theirs. */
export const TypedPassword = z.string().min(1).max(128);
export const TotpCode = z
  .string()
  .trim()
  .regex(/^(?:\d{6}|[A-Za-z0-9]{5}-[A-Za-z0-9]{5})$/, 'expected the six digits of the app, or a backup code');
export const OneTimeToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'expected the token of a link');
export const PersonId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'expected the id of a person');
/** Why a costly or destructive act is done; kept in the audit. */
export const Reason = z.string().trim().min(3, 'expected a reason').max(500);

/** Who is signed in, or whose key is used. */
export const Me = z.object({
  kind: z.enum(['person', 'key']),
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  role: Role,
  hasTotp: z.boolean(),
});
export type Me = z.infer<typeof Me>;

export const Person = z.object({
  id: PersonId,
  name: z.string(),
  email: z.string(),
  role: Role,
  hasTotp: z.boolean(),
  createdAt: Instant,
  /** The last time that one of their sessions was used; null before the first. */
  lastSeenAt: Instant.nullable(),
  /** Who is switched off cannot sign in, and their keys open nothing. */
  disabledAt: Instant.nullable(),
});
export type Person = z.infer<typeof Person>;

/** A link that lets one person in: to choose a name and a password, or a new password. */
export const Invitation = z.object({
  id: Id,
  kind: z.enum(['invitation', 'password_reset']),
  email: z.string(),
  role: Role,
  createdAt: Instant,
  createdBy: z.string().nullable(),
  expiresAt: Instant,
});
export type Invitation = z.infer<typeof Invitation>;

/** With its link, which is shown this once. */
export const MadeInvitation = Invitation.extend({ link: z.url() });
export type MadeInvitation = z.infer<typeof MadeInvitation>;

export const ApiKey = z.object({
  id: Id,
  name: z.string(),
  role: Role,
  /** The first characters of the key, to tell it by. */
  prefix: z.string(),
  /** Whose key it is: it can never do more than they may. Null for a service's. */
  owner: z.object({ id: PersonId, name: z.string() }).nullable(),
  createdAt: Instant,
  createdBy: z.string().nullable(),
  expiresAt: Instant.nullable(),
  lastUsedAt: Instant.nullable(),
});
export type ApiKey = z.infer<typeof ApiKey>;

/** With the key itself, which is shown this once. */
export const MadeApiKey = ApiKey.extend({ key: z.string() });
export type MadeApiKey = z.infer<typeof MadeApiKey>;

export const Session = z.object({
  id: z.string(),
  /** The one that asks. */
  current: z.boolean(),
  createdAt: Instant,
  lastSeenAt: Instant,
  expiresAt: Instant,
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
});
export type Session = z.infer<typeof Session>;
