import { type Product, type ProductOptions, startProduct } from '#demo/product';
import { callEndpoint } from '#lib/contract/call';
import { invite, makeKey } from '#lib/contract/endpoints/people';
import { acceptInvitation, setUp, signIn } from '#lib/contract/endpoints/session';

/** Who owns the products of tests and benches. */
export const administrator = {
  name: 'Ana Pérez',
  email: 'ana@example.com',
  password: 'lluvia-mesa-trece-plomo',
};

type Fetch = (url: string, options?: RequestInit) => Promise<Response>;

export type OwnedProduct = Product & {
  key: string;
  /** Asks with the key of an administrator. */
  fetch: Fetch;
  /** A new session of the administrator, as the text of a Cookie header. */
  signIn: () => Promise<string>;
};

const keys = new Map<string, string>();
const setupLine = /^first administrator: \S+#token=(\S+)$/;
const demoLine = /^demo key: (\S+)$/;

/** Starts the server and does with its console what a person would. On a folder that was started here before, the key is the same. */
export async function startOwnedProduct(options: ProductOptions): Promise<OwnedProduct> {
  const lines: string[] = [];
  const product = await startProduct({
    ...options,
    onLine: (line) => {
      lines.push(line);
      options.onLine?.(line);
    },
  });
  const token = found(lines, setupLine);
  const demoKey = found(lines, demoLine);
  if (token) keys.set(options.dataDir, await ownByLink(product.url, token));
  if (demoKey) {
    keys.set(options.dataDir, demoKey);
    await joinDemo(product.url, demoKey);
  }
  const key = keys.get(options.dataDir);
  if (key === undefined) throw new Error('the server has an administrator already, whose key is not known here');
  return { ...product, key, fetch: fetchWith(key), signIn: () => signedIn(product.url) };
}

export function fetchWith(key: string): Fetch {
  return (url, init = {}) => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${key}`);
    return fetch(url, { ...init, headers });
  };
}

async function ownByLink(url: string, token: string): Promise<string> {
  const cookie = await cookieOf((keeping) => callEndpoint(keeping, url, setUp, { body: { ...administrator, token } }));
  const { key } = await callEndpoint(fetch, url, makeKey, {
    body: { name: 'tests', role: 'admin', expiresInDays: 1, service: true },
    headers: { cookie, origin: url },
  });
  return key;
}

async function signedIn(url: string): Promise<string> {
  const { email, password } = administrator;
  return cookieOf((keeping) => callEndpoint(keeping, url, signIn, { body: { email, password } }));
}

/** The cookies that came with the answer to a call. */
async function cookieOf(call: (fetch: Fetch) => Promise<unknown>): Promise<string> {
  let cookies: string[] = [];
  await call(async (address, init) => {
    const answer = await fetch(address, init);
    cookies = answer.headers.getSetCookie().map((set) => set.split(';')[0] ?? '');
    return answer;
  });
  return cookies.join('; ');
}

/** The demo's own administrator has no password: the person of the tests is invited as people are. */
async function joinDemo(url: string, key: string): Promise<void> {
  const { name, email, password } = administrator;
  const made = await callEndpoint(fetchWith(key), url, invite, { body: { email, role: 'admin' } });
  const token = new URL(made.link).hash.replace('#token=', '');
  await callEndpoint(fetch, url, acceptInvitation, { body: { token, name, password } });
}

function found(lines: string[], pattern: RegExp): string | undefined {
  return lines.map((line) => pattern.exec(line)?.[1]).find((match) => match !== undefined);
}
