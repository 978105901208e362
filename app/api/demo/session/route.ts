import { signInToDemo } from '#lib/access/demo-administrator';
import * as session from '#lib/contract/endpoints/session';
import { AppError } from '#lib/errors';
import { cookieRoute } from '#lib/http/cookie-route';

export const POST = cookieRoute(session.demoSignIn, async (program, { caller }) => {
  if (!program.config.DEMO_CONTROL_URL) throw new AppError('not_found', 'This is not the demo.');
  return signInToDemo(program, caller.headers);
});
