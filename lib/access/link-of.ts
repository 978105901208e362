import type { Made } from '#lib/access/invitations';
import type { Config } from '#lib/config';
import type { MadeInvitation } from '#lib/contract/access';

/** The token is behind the #: browsers send that to nobody, so it stands in no log of a server or proxy. */
export function linkOf({ invitation, token }: Made, headers: Headers, { PUBLIC_URL }: Config): MadeInvitation {
  const base = PUBLIC_URL ?? `http://${headers.get('host')}`;
  return { ...invitation, link: `${base}/invitation#token=${token}` };
}
