import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import { type FaultProxy, portOf, startFaultProxy } from '#demo/fault-proxy';

const payload = Buffer.alloc(200_000, 'x');
let server: Server;
let proxy: FaultProxy;

/** A store that answers every word with the same 200,000 bytes. */
before(async () => {
  server = createServer((socket) => {
    socket.on('data', () => void socket.write(payload));
    socket.on('error', () => socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  proxy = await startFaultProxy(portOf(server));
});
after(async () => {
  await proxy.stop();
  server.close();
});
beforeEach(async () => {
  await proxy.setFault({ mode: 'pass' });
});

type Answer = { bytes: number; ending: string };

/** Says a word and takes what comes, until `enough` bytes or the end of the connection. */
async function talk(enough = payload.length): Promise<Answer> {
  const socket = connect(proxy.port, '127.0.0.1');
  const ending = endingOf(socket);
  let bytes = 0;
  socket.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes >= enough) socket.destroy();
  });
  socket.write('hola');
  return { ending: await ending, bytes };
}

function endingOf(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    socket.on('end', () => resolve('end'));
    socket.on('close', () => resolve('enough'));
  });
}

test('a connection passes untouched, and is counted', async () => {
  proxy.resetCounts();
  const answers = await Promise.all([talk(), talk()]);

  assert.deepEqual(answers, [
    { bytes: 200_000, ending: 'enough' },
    { bytes: 200_000, ending: 'enough' },
  ]);
  const { total, maxConcurrent, bytesToClient } = proxy.counts();
  assert.deepEqual({ total, maxConcurrent, bytesToClient }, { total: 2, maxConcurrent: 2, bytesToClient: 400_000 });
});

test('a reset comes as a reset, with no byte beyond the named one', async () => {
  await proxy.setFault({ mode: 'reset', afterBytes: 70_001 });
  const { bytes, ending } = await talk();

  assert.equal(ending, 'ECONNRESET');
  assert.ok(bytes <= 70_001);
});

test('a reset at byte 0 comes before the first byte', async () => {
  await proxy.setFault({ mode: 'reset', afterBytes: 0 });

  assert.deepEqual(await talk(), { bytes: 0, ending: 'ECONNRESET' });
});

test('a close ends the stream exactly at its byte', async () => {
  await proxy.setFault({ mode: 'close', afterBytes: 70_001 });

  assert.deepEqual(await talk(), { bytes: 70_001, ending: 'end' });
});

test('a black hole keeps the connection open and silent', async () => {
  await proxy.setFault({ mode: 'blackhole', afterBytes: 1000 });
  const socket = connect(proxy.port, '127.0.0.1');
  socket.write('hola');
  const [first]: Buffer[] = await once(socket, 'data');
  socket.write('¿sigues ahí?');
  const silence = await Promise.race([once(socket, 'data'), once(socket, 'close'), quietFor(150)]);
  socket.destroy();

  assert.equal(first?.length, 1000);
  assert.equal(silence, 'quiet');
});

/** The absence of an event has no event: a bounded wait is all there is. */
function quietFor(ms: number): Promise<string> {
  return new Promise((resolve) => {
    setTimeout(() => resolve('quiet'), ms);
  });
}

test('a refused connection finds the port closed, and open again afterwards', async () => {
  await proxy.setFault({ mode: 'refuse' });
  const refused = await talk();
  await proxy.setFault({ mode: 'pass' });

  assert.deepEqual(refused, { bytes: 0, ending: 'ECONNREFUSED' });
  assert.equal((await talk()).bytes, 200_000);
});

test('latency delays every byte, and throttling spreads them', async () => {
  await proxy.setFault({ mode: 'latency', ms: 80 });
  const started = performance.now();
  await talk(1);
  const late = performance.now() - started;
  await proxy.setFault({ mode: 'throttle', bytesPerSecond: 200_000 });
  const slowStarted = performance.now();
  await talk(40_000);
  const slow = performance.now() - slowStarted;

  assert.ok(late >= 79, `${late} ms`);
  assert.ok(slow >= 140, `${slow} ms`);
});

test('a fault for two connections leaves the third in peace', async () => {
  await proxy.setFault({ mode: 'close', afterBytes: 10, times: 2 });
  const bytes: number[] = [];
  for (let i = 0; i < 3; i += 1) bytes.push((await talk()).bytes);

  assert.deepEqual(bytes, [10, 10, 200_000]);
});

test('a live fault befalls a connection that is already open, even an idle one', async () => {
  const socket = connect(proxy.port, '127.0.0.1');
  const ending = endingOf(socket);
  socket.write('hola');
  await once(socket, 'data');
  await proxy.setFault({ mode: 'reset', afterBytes: 0, live: true });

  assert.equal(await ending, 'ECONNRESET');
});
