import { z } from 'zod';
import { Email, Me, NewPassword, OneTimeToken, PersonName, Role, TotpCode, TypedPassword } from '#lib/contract/access';
import { defineEndpoint } from '#lib/contract/endpoint';

/** Signed in, or one step before it. */
export const SignedIn = z.object({ next: z.enum(['in', 'second_factor']) });
export type SignedIn = z.infer<typeof SignedIn>;

export const whoAmI = defineEndpoint({
  method: 'GET',
  path: '/api/session',
  access: 'viewer',
  summary: 'Who is signed in, or whose key is used.',
  answer: Me,
});

export const signIn = defineEndpoint({
  method: 'POST',
  path: '/api/session',
  access: 'public',
  summary: 'Signs in with e-mail and password; a session cookie comes with the answer, or the second factor is asked.',
  body: z.strictObject({ email: Email, password: TypedPassword }),
  answer: SignedIn,
});

export const giveSecondFactor = defineEndpoint({
  method: 'POST',
  path: '/api/session/second-factor',
  access: 'public',
  summary: 'The second step of signing in: a code of the authenticator app, or a backup code.',
  body: z.strictObject({ code: TotpCode }),
  answer: SignedIn,
});

export const signOut = defineEndpoint({
  method: 'DELETE',
  path: '/api/session',
  access: 'public',
  summary: 'Ends the session of this browser.',
  answer: z.null(),
  status: 204,
});

export const setUp = defineEndpoint({
  method: 'POST',
  path: '/api/setup',
  access: 'public',
  summary:
    'Makes the first administrator, once, with the token of the link that the console printed, and signs them in.',
  body: z.strictObject({ token: OneTimeToken, name: PersonName, email: Email, password: NewPassword }),
  answer: SignedIn,
});

/** What the holder of a link is shown before they choose. */
export const OpenInvitation = z.object({
  kind: z.enum(['invitation', 'password_reset']),
  email: z.string(),
  role: Role,
});
export type OpenInvitation = z.infer<typeof OpenInvitation>;

const WithToken = z.strictObject({ token: OneTimeToken });

export const openInvitation = defineEndpoint({
  method: 'POST',
  path: '/api/invitations/opening',
  access: 'public',
  audited: false,
  summary: 'Whom a link is for. The token is in the body: addresses end up in logs.',
  body: WithToken,
  answer: OpenInvitation,
});

export const acceptInvitation = defineEndpoint({
  method: 'POST',
  path: '/api/invitations/acceptance',
  access: 'public',
  summary: 'Uses up a link: makes the account, or sets the new password, and signs in. `name` is for an invitation.',
  body: WithToken.extend({ name: PersonName.optional(), password: NewPassword }),
  answer: SignedIn,
});

export const demoSignIn = defineEndpoint({
  method: 'POST',
  path: '/api/demo/session',
  access: 'public',
  summary: 'In the demo alone, on loopback alone: signs in its administrator.',
  answer: SignedIn,
});
