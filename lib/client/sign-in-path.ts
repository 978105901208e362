export const signInPage = '/sign-in';

const doors = [signInPage, '/setup', '/invitation'];
const here = 'http://here.invalid';

/** Where to sign in, and to come back from to `path`. */
export function signInPath(path: string): string {
  const next = pathAfterSignIn(path);
  return next === '/' ? signInPage : `${signInPage}?next=${encodeURIComponent(next)}`;
}

/** Where `next` leads within this site; the home page for anything else: a link must not lead a person elsewhere. */
export function pathAfterSignIn(next: string | null): string {
  if (!next?.startsWith('/') || !URL.canParse(next, here)) return '/';
  const { origin, pathname, search, hash } = new URL(next, here);
  return origin === here && !pathname.startsWith('//') && !doors.includes(pathname) ? pathname + search + hash : '/';
}

/** The token of a link: it stands after the `#`, which browsers do not send, so that no log has it. */
export function tokenOf(hash: string): string | null {
  const token = new URLSearchParams(hash.replace(/^#/, '')).get('token');
  return token !== null && /^[\w-]{43}$/.test(token) ? token : null;
}
