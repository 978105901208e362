import assert from 'node:assert/strict';
import type { Sql } from 'postgres';
import type { Db } from '#db/db';
import { testDatabase } from '#db/testing/test-database';
import { type Access, openAccess } from '#lib/access/access';
import { addressHeader } from '#lib/access/client-address';
import type { Identity } from '#lib/access/identity';
import { makePerson, passwordHash } from '#lib/access/make-person';
import { type Entry, signIn } from '#lib/access/sign-in';
import { testSecrets } from '#lib/access/testing/test-secrets';
import { readConfig } from '#lib/config';
import type { Role } from '#lib/contract/access';
import { codeOf } from '#lib/errors';
import { createLog } from '#lib/log';

type Owner = { after: (close: () => Promise<void> | void) => void };

/** Of everybody here. */
export const password = 'lluvia-mesa-trece-plomo';

export type Entrance = {
  db: Db;
  sql: Sql;
  access: Access;
  /** Makes an account with the password of everybody; answers its id. */
  person: (email: string, role?: Role) => Promise<string>;
  /** Signs in; answers the Cookie header of the browser afterwards. */
  enter: (email: string, from?: Headers) => Promise<string>;
  /** Whom a Cookie header stands for. */
  who: (cookie: string) => Promise<Identity | null>;
};

const log = createLog('silent');

/** The way in of a program on a fresh database. */
export async function testEntrance(owner: Owner, environment: Record<string, string> = {}): Promise<Entrance> {
  const { db, sql } = await testDatabase(owner);
  const config = readConfig({ NODE_ENV: 'test', ...environment });
  const access = await openAccess({ db, secrets: testSecrets(owner), config, address: 'http://127.0.0.1:3000', log });
  const hash = await passwordHash(access.auth, password);
  return {
    db,
    sql,
    access,
    person: (email, role = 'viewer') => makePerson(db, { name: nameOf(email), email, role, passwordHash: hash }),
    enter: async (email, from = browser()) => cookieOf(await signIn({ db, access }, { email, password }, from)),
    who: (cookie) => access.identify(browser({ cookie })),
  };
}

const nameOf = (email: string): string => email.split('@')[0] ?? email;

/** What a browser at an address sends. */
export function browser({ address = '192.0.2.1', cookie }: { address?: string; cookie?: string } = {}): Headers {
  const headers = new Headers({ [addressHeader]: address, 'user-agent': 'test' });
  if (cookie !== undefined) headers.set('cookie', cookie);
  return headers;
}

/** What a browser without cookies has after an answer. */
export function cookieOf({ cookies }: Pick<Entry, 'cookies'>): string {
  const kept = cookies.map((cookie) => cookie.split(';')[0] ?? '').filter((cookie) => !cookie.endsWith('='));
  return kept.join('; ');
}

export async function refused(act: Promise<unknown>, code: string): Promise<void> {
  await assert.rejects(act, (error) => {
    assert.equal(codeOf(error), code, String(error));
    return true;
  });
}

/** The codes of what came of several acts; null for one that was done. */
export async function outcomes(acts: Promise<unknown>[]): Promise<(string | null)[]> {
  const settled = await Promise.allSettled(acts);
  return settled.map((result) => (result.status === 'rejected' ? codeOf(result.reason) : null));
}
