import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { AppError } from '#lib/errors';

/** As whom PostgreSQL's programs run: it refuses uid 0. `prefix` goes before the program. */
export type PostgresUser = { prefix: readonly string[]; uid?: number; gid?: number };

/** Root inside a user namespace of its own is another user to PostgreSQL and still root to the files. */
const namespace = ['unshare', '--user', '--map-user=1000', '--map-group=1000'] as const;

const candidates = ['postgres', 'nobody'];

/**
 * Who may run PostgreSQL on `folder`. Not root: ourselves. Root: the folder's owner when that is another user,
 * else a user namespace, else an unprivileged user of the machine.
 */
export function postgresUser(folder: string): PostgresUser {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const owner = existsSync(folder) ? statSync(folder) : null;
  if (owner && owner.uid !== 0) return { prefix: [], uid: owner.uid, gid: owner.gid };
  if (namespacesWork()) return { prefix: namespace };
  const user = unprivilegedUser();
  if (user && !owner) return user;
  throw new AppError(
    'storage_unavailable',
    `PostgreSQL does not run as root, this machine forbids user namespaces, and ${
      owner ? `${folder} belongs to root` : `it has none of the users ${candidates.join(', ')}`
    }. Start Fluxion as an ordinary user, or set DATABASE_URL to a PostgreSQL server.`,
  );
}

/** The spawn options that make a process this user's. */
export function idsOf(user: PostgresUser): { uid?: number; gid?: number } {
  return user.uid === undefined ? {} : { uid: user.uid, gid: user.gid ?? user.uid };
}

/** What to add to a refusal: why another user than ours had to reach the folder. */
export function accessHint(user: PostgresUser, reason: string): string {
  if (user.uid === undefined || !reason.includes('Permission denied')) return '';
  return (
    ` (PostgreSQL does not run as root and this machine forbids user namespaces, so it runs as uid ${user.uid}, ` +
    'which cannot reach the folder. Set DATA_DIR to a folder that every user may pass through, such as ' +
    '/var/lib/fluxion, start Fluxion as an ordinary user, or set DATABASE_URL to a PostgreSQL server.)'
  );
}

function namespacesWork(): boolean {
  const [program, ...args] = namespace;
  return spawnSync(program, [...args, 'true'], { stdio: 'ignore' }).status === 0;
}

function unprivilegedUser(): PostgresUser | null {
  for (const name of candidates) {
    const uid = idOf('-u', name);
    const gid = idOf('-g', name);
    if (uid && gid) return { prefix: [], uid, gid };
  }
  return null;
}

function idOf(flag: string, name: string): number | null {
  try {
    return Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' })) || null;
  } catch {
    return null;
  }
}
