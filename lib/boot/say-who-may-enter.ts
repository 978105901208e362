import type { Db } from '#db/db';
import type { Access } from '#lib/access/access';
import { prepareDemo } from '#lib/access/demo-administrator';
import { rescueAdministrator } from '#lib/access/rescue';
import type { Config } from '#lib/config';

type Parts = { db: Db; access: Access; config: Config; address: string };

/** Lines for the console: the way in for the first administrator, or the key of the demo. Only who sees the console has them. */
export async function linesOfEntry({ db, access, config, address }: Parts): Promise<string[]> {
  if (config.DEMO_CONTROL_URL !== undefined) return [`demo key: ${await prepareDemo({ db, access })}`];
  const base = config.PUBLIC_URL ?? address;
  const token = await access.setupToken();
  if (token !== null) return [`first administrator: ${base}/setup#token=${token}`];
  const lost = config.RESCUE_ADMINISTRATOR;
  if (lost === undefined) return [];
  return [`password of ${lost}: ${base}/invitation#token=${await rescueAdministrator(db, lost)}`];
}
