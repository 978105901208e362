import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { judgeEndedRuns } from '#lib/alerts/evaluate';
import { endedRun, unreachable } from '#lib/alerts/testing/ended-run';
import { webhookReceiver } from '#lib/alerts/testing/receivers';
import { testEvaluation } from '#lib/alerts/testing/test-evaluation';
import { callEndpoint } from '#lib/contract/call';
import { acknowledgeAlert, alertSummary, listAlerts, testAlerts } from '#lib/contract/endpoints/alerts';
import { refusal } from '#lib/http/testing/refusal';
import { serveRoutes } from '#lib/http/testing/serve-routes';
import { testProgram } from '#lib/http/testing/test-program';
import { addStore } from '#lib/sales/testing/sales-rows';

const hook = await webhookReceiver({ after });
const program = await testProgram(
  { after },
  { environment: { ALERT_WEBHOOK_URL: hook.url, EGRESS_ALLOW: '127.0.0.1' } },
);
const base = await serveRoutes({ after });

test('incidents are listed by page, acknowledged once, and counted', async () => {
  for (const store of ['tienda_01', 'tienda_02', 'tienda_03']) {
    await addStore(program.db, store);
    await endedRun(program.db, {
      state: 'failed',
      steps: [{ key: `${store}/2025-10-21`, state: 'failed', error: unreachable(store) }],
    });
    await judgeEndedRuns(testEvaluation(program.db));
  }
  const first = await callEndpoint(fetch, base, listAlerts, { query: { state: 'open', limit: 2 } });
  const second = await callEndpoint(fetch, base, listAlerts, { query: { limit: 2, after: first.next ?? '' } });
  const acknowledged = await callEndpoint(fetch, base, acknowledgeAlert, { params: { id: first.items[0]?.id ?? '' } });
  const resolved = await callEndpoint(fetch, base, listAlerts, { query: { state: 'resolved' } });

  assert.deepEqual(
    [...first.items, ...second.items].map(({ stores }) => stores[0]?.storeId),
    ['tienda_03', 'tienda_02', 'tienda_01'],
  );
  assert.deepEqual([second.next, resolved.items], [null, []]);
  assert.notEqual(acknowledged.acknowledgedAt, null);
  assert.deepEqual(await callEndpoint(fetch, base, alertSummary), {
    ...{ open: 3, unseen: 2, undelivered: 0, channels: ['webhook'] },
  });
});

test('an alert that is not there and a filter that is none are refused', async () => {
  const unknown = await refusal(callEndpoint(fetch, base, acknowledgeAlert, { params: { id: '999' } }));
  const filter = await fetch(`${base}${listAlerts.path}?state=closed`);

  assert.deepEqual([unknown[0], filter.status], [404, 422]);
});

test('a test reaches every channel and says so', async () => {
  const { items } = await callEndpoint(fetch, base, testAlerts);

  assert.deepEqual(
    items.map(({ channel, ok, error }) => [channel, ok, error]),
    [['webhook', true, null]],
  );
  assert.equal(JSON.parse(hook.calls.at(-1)?.body ?? '').event, 'alert.test');
});
