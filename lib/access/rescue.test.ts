import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '#db/testing/test-database';
import { makePerson } from '#lib/access/make-person';
import { changePerson, getPerson } from '#lib/access/people';
import { rescueAdministrator } from '#lib/access/rescue';

test('who starts the server gets a link for an administrator who lost the way in, and for nobody else', async (t) => {
  const { db } = await testDatabase(t);
  const other = { name: 'Luis', email: 'luis@example.com', role: 'admin', passwordHash: 'none' } as const;
  await makePerson(db, other);
  const id = await makePerson(db, { ...other, name: 'Ana', email: 'ana@example.com' });
  await changePerson(db, id, { role: 'viewer', disabled: true, reason: 'left' });

  const token = await rescueAdministrator(db, 'ana@example.com');
  const { role, disabledAt } = await getPerson(db, id);

  assert.match(token, /^[\w-]{43}$/);
  assert.deepEqual([role, disabledAt], ['admin', null]);
  await assert.rejects(rescueAdministrator(db, 'eva@example.com'), { code: 'not_found' });
});
