import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Failure } from '#lib/contract/problem';
import { type Link, nextLink, type Pace, type Try } from '#lib/links/next-link';

const untried: Link = {
  state: 'unknown',
  since: null,
  failures: 0,
  circuit: 'closed',
  failure: null,
  tcpMs: null,
  loginMs: null,
  lastProbeAt: null,
  lastOkAt: null,
  nextProbeAt: null,
};
const pace: Pace = { everyMs: 300_000, phase: 0.5 };
const refused: Failure = { code: 'source_unavailable', message: 'refused', params: { why: 'refused' } };
const wrongPassword: Failure = { code: 'source_rejected', message: 'wrong password', params: { why: 'login' } };

const at = (clock: string) => new Date(`2025-10-22T${clock}Z`);
const probe = (clock: string, failure: Failure | null = null): Try => ({
  by: 'probe',
  at: at(clock),
  tcpMs: failure ? null : 20,
  loginMs: failure ? null : 60,
  failure,
});
const after = (tries: Try[], link = untried): Link =>
  tries.reduce((known, tried) => nextLink(known, tried, pace), link);

test('a store that answers is up, and its next probe is its own turn of the round', () => {
  const link = after([probe('05:00:00')]);

  assert.deepEqual([link.state, link.since, link.tcpMs, link.loginMs], ['up', at('05:00:00'), 20, 60]);
  assert.deepEqual(link.nextProbeAt, at('05:02:30'));
  assert.deepEqual(after([probe('05:02:31')], link).nextProbeAt, at('05:07:30'));
});

test('one failed probe says down, three in a row open the circuit, and the store is looked at each minute', () => {
  const once = after([probe('05:00:00'), probe('05:02:30', refused)]);
  const thrice = after([probe('05:03:30', refused), probe('05:04:30', refused)], once);

  assert.deepEqual([once.state, once.since, once.circuit, once.tcpMs], ['down', at('05:02:30'), 'closed', null]);
  assert.deepEqual(once.nextProbeAt, at('05:03:30'));
  assert.deepEqual([thrice.circuit, thrice.failures, thrice.since], ['open', 3, at('05:02:30')]);
  assert.deepEqual(thrice.lastOkAt, at('05:00:00'));
});

test('a store that stays down is asked less and less, at most every five minutes', () => {
  const waits = [3, 7, 8, 13, 18, 23, 200].map((failures) => {
    const link = nextLink({ ...untried, state: 'down', failures: failures - 1 }, probe('05:00:00', refused), pace);
    return (Number(link.nextProbeAt) - Number(at('05:00:00'))) / 60_000;
  });

  assert.deepEqual(waits, [1, 1, 2, 3, 4, 5, 5]);
});

test('one good probe closes the circuit and starts a new time', () => {
  const open = after(['05:00:00', '05:01:00', '05:02:00'].map((clock) => probe(clock, refused)));
  const healed = after([probe('05:03:00')], open);

  assert.equal(open.circuit, 'open');
  assert.deepEqual(
    [healed.state, healed.circuit, healed.failures, healed.failure, healed.since],
    ['up', 'closed', 0, null, at('05:03:00')],
  );
});

test('a wrong password is no fault of the line: nobody gets in, and the circuit stays closed', () => {
  const link = after(['05:00:00', '05:05:00', '05:10:00', '05:15:00'].map((clock) => probe(clock, wrongPassword)));

  assert.deepEqual([link.state, link.circuit, link.failures], ['no_entry', 'closed', 0]);
  assert.deepEqual(link.since, at('05:00:00'));
});

test('what a load finds counts, and leaves what the probe measured', () => {
  const load = (clock: string, failure: Failure | null): Try => ({
    by: 'load',
    at: at(clock),
    tcpMs: null,
    loginMs: null,
    failure,
  });
  const good = after([probe('05:00:00'), load('05:01:00', null)]);
  const bad = after(
    ['05:02:00', '05:02:05', '05:02:10'].map((clock) => load(clock, refused)),
    good,
  );

  assert.deepEqual([good.state, good.loginMs], ['up', 60]);
  assert.deepEqual([bad.state, bad.circuit, bad.loginMs], ['down', 'open', null]);
});
