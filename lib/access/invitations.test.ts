import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { acceptInvitation, invite, openInvitation, resetPassword, withdrawInvitation } from '#lib/access/invitations';
import { oneTimeToken } from '#lib/access/one-time-token';
import { signIn } from '#lib/access/sign-in';
import { browser, cookieOf, outcomes, password, refused, testEntrance } from '#lib/access/testing/entrance';

const entrance = await testEntrance({ after });
const { db, sql } = entrance;
const chosen = 'farol-nube-catorce-hierro';

const accept = (token: string, name?: string) =>
  acceptInvitation(entrance, { token, name, password: chosen }, browser());

test('a link makes the account that it is for, signs in, and opens nothing afterwards', async () => {
  const { token } = await invite(db, { email: 'luis@example.com', role: 'operator' }, 'Ana');

  const opened = await openInvitation(entrance, token, browser());
  const identity = await entrance.who(cookieOf(await accept(token, 'Luis')));

  assert.deepEqual(opened, { kind: 'invitation', email: 'luis@example.com', role: 'operator' });
  assert.deepEqual([identity?.name, identity?.role], ['Luis', 'operator']);
  await refused(accept(token, 'Luis'), 'not_found');
  await refused(openInvitation(entrance, token, browser()), 'not_found');
});

test('two browsers with one link at the same time make one account', async () => {
  const { token } = await invite(db, { email: 'eva@example.com', role: 'viewer' }, 'Ana');

  const codes = await outcomes([accept(token, 'Eva'), accept(token, 'Eve'), accept(token, 'Eva')]);

  assert.deepEqual(codes.sort(), ['not_found', 'not_found', null]);
  assert.equal((await sql`select from people where email = 'eva@example.com'`).length, 1);
});

test('a link that is expired, withdrawn, replaced by a newer one or made up opens nothing', async () => {
  const wanted = { email: 'noe@example.com', role: 'viewer' } as const;
  const replaced = await invite(db, wanted, 'Ana');
  const expired = await invite(db, wanted, 'Ana');
  await sql`update invitations set expires_at = now() where id = ${expired.invitation.id}`;
  const withdrawn = await invite(db, { ...wanted, email: 'teo@example.com' }, 'Ana');
  await withdrawInvitation(db, withdrawn.invitation.id);

  for (const { token } of [replaced, expired, withdrawn, { token: oneTimeToken() }]) {
    await refused(openInvitation(entrance, token, browser()), 'not_found');
    await refused(accept(token, 'Noé'), 'not_found');
  }
  await refused(withdrawInvitation(db, withdrawn.invitation.id), 'not_found');
});

test('the database knows no token', async () => {
  const { token } = await invite(db, { email: 'mia@example.com', role: 'viewer' }, 'Ana');

  const rows = await sql`select i::text as row from invitations i`;

  assert.ok(rows.length > 0 && rows.every(({ row }) => !String(row).includes(token)));
});

test('an account needs a name and a password that is hard to guess; the link stays good until it has both', async () => {
  const { token } = await invite(db, { email: 'ivan@example.com', role: 'viewer' }, 'Ana');
  const acceptWeakly = () => acceptInvitation(entrance, { token, name: 'Iván', password: 'password1234' }, browser());

  await refused(accept(token), 'invalid_input');
  await refused(acceptWeakly(), 'invalid_input');

  assert.equal((await accept(token, 'Iván')).answer.next, 'in');
});

test('nobody who has an account is invited', async () => {
  await entrance.person('sol@example.com');

  await refused(invite(db, { email: 'sol@example.com', role: 'admin' }, 'Ana'), 'conflict');
});

test('a new password by a link ends all sessions and the second factor, and the old password opens nothing', async () => {
  const id = await entrance.person('rosa@example.com', 'editor');
  const old = await entrance.enter('rosa@example.com');
  await sql`update people set two_factor_enabled = true where id = ${id}`;
  await sql`insert into second_factors (id, secret, backup_codes, person_id) values ('x', 'x', 'x', ${id})`;

  const { token } = await resetPassword(db, id, 'Ana');
  const identity = await entrance.who(cookieOf(await accept(token)));

  assert.deepEqual([identity?.role, identity?.hasTotp, await entrance.who(old)], ['editor', false, null]);
  assert.equal((await sql`select from second_factors where person_id = ${id}`).length, 0);
  await refused(signIn(entrance, { email: 'rosa@example.com', password }, browser()), 'unauthorized');
});

test('a new password by a link lets nobody in whose account is switched off', async () => {
  const id = await entrance.person('off@example.com');
  const { token } = await resetPassword(db, id, 'Ana');
  await sql`update people set disabled_at = now() where id = ${id}`;

  await refused(accept(token), 'unauthorized');

  assert.equal((await sql`select from sessions where person_id = ${id}`).length, 0);
});
