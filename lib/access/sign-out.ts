import type { Access } from '#lib/access/access';

/** Ends the session of the cookie, if there is one; answers the cookies that take it back. */
export async function signOut({ auth }: Access, headers: Headers): Promise<string[]> {
  const answer = await auth.api.signOut({ headers, asResponse: true });
  return answer.headers.getSetCookie();
}
