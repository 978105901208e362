import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startFleet } from '#demo/start-fleet';
import { ConfigError, readConfig } from '#lib/config';
import { callEndpoint } from '#lib/contract/call';
import { actOnDemo } from '#lib/contract/endpoints/demo';
import { refusal } from '#lib/http/testing/refusal';
import { serveRoutes } from '#lib/http/testing/serve-routes';
import { testProgram } from '#lib/http/testing/test-program';
import { installRuntime } from '#lib/runtime/current';

const fleet = await startFleet({ stores: 2, linesPerDay: 40, days: 4, invoices: false });
after(() => fleet.stop());
const program = await testProgram({ after }, { environment: { DEMO_CONTROL_URL: fleet.controlUrl } });
const base = await serveRoutes({ after });

const act = (body: Parameters<typeof JSON.stringify>[0]) => callEndpoint(fetch, base, actOnDemo, { body });

test('half of the last due day is lost at the till, and healing brings it back', async () => {
  const { day } = await act({ act: 'lose_half', store: 'tienda_01' });
  const halved = fleet.expected('tienda_01', day).rows;
  await act({ act: 'heal' });

  assert.equal(halved * 2, fleet.expected('tienda_01', day).rows);
  assert.equal(fleet.expected('tienda_01', day).rows, 40);
});

test('a store that the demo does not have is not found', async () => {
  assert.deepEqual(await refusal(act({ act: 'cut', store: 'tienda_99' })), [404, 'not_found', []]);
});

test('where there is no demo there is nothing to act on', async () => {
  installRuntime({ ...program, config: readConfig({ NODE_ENV: 'test' }) });
  const refused = await refusal(act({ act: 'heal' }));
  installRuntime(program);

  assert.deepEqual(refused, [404, 'not_found', []]);
});

test('only a fleet on this machine can be steered', () => {
  assert.throws(() => readConfig({ DEMO_CONTROL_URL: 'http://stores.example:9000' }), ConfigError);
});
