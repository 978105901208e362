import { signIn } from '#lib/access/sign-in';
import { signOut } from '#lib/access/sign-out';
import * as session from '#lib/contract/endpoints/session';
import { AppError } from '#lib/errors';
import { cookieRoute } from '#lib/http/cookie-route';
import { route } from '#lib/http/route';

export const GET = route(session.whoAmI, (_, { caller }) => {
  if (!caller.identity) throw new AppError('unauthorized', 'Nobody is signed in.');
  const { kind, id, name, email, role, hasTotp } = caller.identity;
  return { kind, id, name, email, role, hasTotp };
});
export const POST = cookieRoute(session.signIn, (program, { body, caller }) => signIn(program, body, caller.headers));
export const DELETE = cookieRoute(session.signOut, async ({ access }, { caller }) => ({
  answer: null,
  cookies: await signOut(access, caller.headers),
  // What the browser kept of the pages goes too; over http browsers do not listen to it.
  headers: { 'clear-site-data': '"cache", "storage"' },
}));
