import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { prepareDemo, signInToDemo } from '#lib/access/demo-administrator';
import { signIn } from '#lib/access/sign-in';
import { browser, cookieOf, outcomes, refused, testEntrance } from '#lib/access/testing/entrance';

const entrance = await testEntrance({ after });
const here = '127.0.0.1';

test('the demo lets in browsers of this machine as its administrator', async () => {
  for (const address of [here, '127.0.0.5', '::1']) {
    const entry = await signInToDemo(entrance, browser({ address }));
    assert.equal((await entrance.who(cookieOf(entry)))?.role, 'admin', address);
  }
});

test('nobody enters the demo from elsewhere, also not through a proxy on this machine', async () => {
  for (const address of ['192.0.2.1', '10.127.0.1', '::ffff:192.0.2.1', 'unknown']) {
    await refused(signInToDemo(entrance, browser({ address })), 'forbidden');
  }
  const passedOn = [
    ['x-forwarded-for', '192.0.2.1'],
    ['x-forwarded-for', '127.0.0.1, 192.0.2.1'],
    ['forwarded', 'for=127.0.0.1'],
    ['via', '1.1 proxy'],
  ] as const;
  for (const [name, value] of passedOn) {
    const headers = browser({ address: here });
    headers.set(name, value);
    await refused(signInToDemo(entrance, headers), 'forbidden');
  }
});

test('its account is closed to every password', async () => {
  await prepareDemo(entrance);
  const tries = ['', 'demo', 'fluxion', 'demo@fluxion.example'].map((password) =>
    signIn(entrance, { email: 'demo@fluxion.example', password }, browser({ address: here })),
  );

  assert.deepEqual(await outcomes(tries), Array(4).fill('unauthorized'));
});

test('each start makes the demo a key of its own, and the one before opens nothing', async () => {
  const who = (key: string) => entrance.access.identify(new Headers({ authorization: `Bearer ${key}` }));
  const first = await prepareDemo(entrance);
  const second = await prepareDemo(entrance);

  await refused(who(first), 'unauthorized');
  assert.equal((await who(second))?.role, 'admin');
});
