import { z } from 'zod';
import { NewPassword, Session, TotpCode, TypedPassword } from '#lib/contract/access';
import { defineEndpoint } from '#lib/contract/endpoint';
import { pageOf } from '#lib/contract/page';

// What people do with their own account; a key has none and is refused.

const Password = z.strictObject({ password: TypedPassword });

export const listSessions = defineEndpoint({
  method: 'GET',
  path: '/api/account/sessions',
  access: 'viewer',
  summary: 'Where one is signed in, the last used first.',
  answer: pageOf(Session),
});

export const endSession = defineEndpoint({
  method: 'DELETE',
  path: '/api/account/sessions/{id}',
  access: 'viewer',
  summary: 'Signs out one of one’s own sessions.',
  params: z.strictObject({ id: z.string().min(1).max(64) }),
  answer: z.null(),
  status: 204,
});

export const endOtherSessions = defineEndpoint({
  method: 'DELETE',
  path: '/api/account/sessions',
  access: 'viewer',
  summary: 'Signs out everywhere but here.',
  answer: z.object({ ended: z.int() }),
});

export const changePassword = defineEndpoint({
  method: 'PUT',
  path: '/api/account/password',
  access: 'viewer',
  summary: 'Changes the password and ends all other sessions.',
  body: z.strictObject({ current: TypedPassword, password: NewPassword }),
  answer: z.object({ ended: z.int() }),
});

/** What an authenticator app takes, and the codes for when it is lost; shown this once. */
export const TotpOffer = z.object({ uri: z.string(), secret: z.string(), backupCodes: z.array(z.string()) });
export type TotpOffer = z.infer<typeof TotpOffer>;

export const offerTotp = defineEndpoint({
  method: 'POST',
  path: '/api/account/totp',
  access: 'viewer',
  summary: 'Begins to set up an authenticator app; nothing changes until a first code confirms it.',
  body: Password,
  answer: TotpOffer,
});

export const confirmTotp = defineEndpoint({
  method: 'POST',
  path: '/api/account/totp/confirmation',
  access: 'viewer',
  summary: 'The first code of the app: from now on signing in asks for one.',
  body: z.strictObject({ code: TotpCode }),
  answer: z.null(),
  status: 204,
});

export const removeTotp = defineEndpoint({
  method: 'POST',
  path: '/api/account/totp/removal',
  access: 'viewer',
  summary: 'Signing in asks for the password alone again.',
  body: Password,
  answer: z.null(),
  status: 204,
});
