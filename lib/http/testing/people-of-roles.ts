import { fetchWith, type OwnedProduct } from '#demo/owned-product';
import { type Role, roles } from '#lib/contract/access';
import { callEndpoint } from '#lib/contract/call';
import { invite, makeKey } from '#lib/contract/endpoints/people';
import { acceptInvitation } from '#lib/contract/endpoints/session';

/** Somebody who asks, and what their requests carry. */
export type Asker = { role: Role | null; by: 'session' | 'key' | 'nothing'; headers: Record<string, string> };

const password = 'farol-nube-catorce-hierro';

/** A person of each role, made by a link, with a session and a key; and nobody. */
export async function askers(product: OwnedProduct): Promise<Asker[]> {
  const people = await Promise.all(roles.map((role) => person(product, role)));
  return [...people.flat(), { role: null, by: 'nothing', headers: {} }];
}

async function person({ url, key }: OwnedProduct, role: Role): Promise<Asker[]> {
  const wanted = { body: { email: `${role}@example.com`, role } };
  const { link } = await callEndpoint(fetchWith(key), url, invite, wanted);
  const token = new URL(link).hash.replace('#token=', '');
  const cookies: string[] = [];
  const keeping = async (address: string, init: RequestInit) => {
    const answer = await fetch(address, init);
    cookies.push(...answer.headers.getSetCookie().map((set) => set.split(';')[0] ?? ''));
    return answer;
  };
  await callEndpoint(keeping, url, acceptInvitation, { body: { token, name: role, password } });
  const session = { cookie: cookies.join('; '), origin: url };
  const body = { name: role, role, expiresInDays: 1 };
  const made = await callEndpoint(fetch, url, makeKey, { body, headers: session });
  return [
    { role, by: 'session', headers: session },
    { role, by: 'key', headers: { authorization: `Bearer ${made.key}` } },
  ];
}
