import { includesRole, type Me, Role } from '#lib/contract/access';
import { CallError } from '#lib/contract/call';

/** The session is over. What is open to everybody says `unauthorized` for another reason: a wrong password. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof CallError && error.code === 'unauthorized' && error.access !== 'public';
}

/** The role that what was refused takes, when it was refused for that. */
export function roleMissing(error: unknown, me: Me | null): Role | null {
  if (!(error instanceof CallError) || error.code !== 'forbidden') return null;
  const asked = Role.safeParse(error.access).data;
  return asked && (me === null || !includesRole(me.role, asked)) ? asked : null;
}
