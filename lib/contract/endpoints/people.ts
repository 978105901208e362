import { z } from 'zod';
import {
  ApiKey,
  Email,
  Invitation,
  MadeApiKey,
  MadeInvitation,
  Person,
  PersonId,
  PersonName,
  Reason,
  Role,
} from '#lib/contract/access';
import { defineEndpoint } from '#lib/contract/endpoint';
import { Id, pageOf } from '#lib/contract/page';

const OnePerson = z.strictObject({ id: PersonId });
const OneById = z.strictObject({ id: Id });
const WithReason = z.strictObject({ reason: Reason });

export const listPeople = defineEndpoint({
  method: 'GET',
  path: '/api/people',
  access: 'admin',
  summary: 'Everybody with an account, by name.',
  answer: pageOf(Person),
});

/** `disabled` switches an account off and on; a change of either ends the person's sessions. */
export const PersonChange = z
  .strictObject({ role: Role.optional(), disabled: z.boolean().optional(), reason: Reason })
  .refine(({ role, disabled }) => role !== undefined || disabled !== undefined, 'give a role or disabled');
export type PersonChange = z.infer<typeof PersonChange>;

export const changePerson = defineEndpoint({
  method: 'PATCH',
  path: '/api/people/{id}',
  access: 'admin',
  summary: 'Changes what a person may do, or switches their account off or on. The last administrator stays one.',
  params: OnePerson,
  body: PersonChange,
  answer: Person,
});

export const resetPassword = defineEndpoint({
  method: 'POST',
  path: '/api/people/{id}/password-reset',
  access: 'admin',
  summary: 'Makes a link, good for one day and one use, by which the person chooses a new password.',
  params: OnePerson,
  body: WithReason,
  answer: MadeInvitation,
  status: 201,
});

export const listInvitations = defineEndpoint({
  method: 'GET',
  path: '/api/invitations',
  access: 'admin',
  summary: 'Links that were made and are neither used nor expired, the newest first.',
  answer: pageOf(Invitation),
});

export const invite = defineEndpoint({
  method: 'POST',
  path: '/api/invitations',
  access: 'admin',
  summary: 'Makes a link, good for seven days and one use, by which a person makes their account.',
  body: z.strictObject({ email: Email, role: Role }),
  answer: MadeInvitation,
  status: 201,
});

export const withdrawInvitation = defineEndpoint({
  method: 'DELETE',
  path: '/api/invitations/{id}',
  access: 'admin',
  summary: 'The link opens nothing any more.',
  params: OneById,
  answer: z.null(),
  status: 204,
});

export const listKeys = defineEndpoint({
  method: 'GET',
  path: '/api/keys',
  access: 'viewer',
  summary: 'One’s own API keys; an administrator sees everybody’s and the services’.',
  answer: pageOf(ApiKey),
});

export const NewKey = z.strictObject({
  name: PersonName,
  role: Role,
  /** Null for one that does not expire. */
  expiresInDays: z.int().min(1).max(3650).nullable().default(90),
  /** Belongs to a service and not to the person who makes it; for administrators. */
  service: z.boolean().default(false),
});
export type NewKey = z.input<typeof NewKey>;

export const makeKey = defineEndpoint({
  method: 'POST',
  path: '/api/keys',
  access: 'viewer',
  summary: 'Makes a key with a role up to one’s own. The key is in this answer and never again.',
  body: NewKey,
  answer: MadeApiKey,
  status: 201,
});

export const revokeKey = defineEndpoint({
  method: 'DELETE',
  path: '/api/keys/{id}',
  access: 'viewer',
  summary: 'The key opens nothing any more. Others’ keys are for administrators.',
  params: OneById,
  query: WithReason,
  answer: z.null(),
  status: 204,
});
