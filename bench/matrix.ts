import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { startMatrixWorld } from '#bench/matrix-seed';
import { percentile, report } from '#bench/report';
import { urlOf } from '#lib/contract/call';
import { addDays } from '#lib/contract/day';
import { listGaps } from '#lib/contract/endpoints/gaps';
import { salesMatrix } from '#lib/contract/endpoints/store-days';

const stores = 200;
const storedDays = 1100;
const rounds = 200;
const warmUp = 20;

/** One request over a connection that stays open, as a browser makes it: until the last byte, still compressed. */
async function ask(url: string): Promise<{ ms: number; bytes: number; encoding: string }> {
  const startedAt = performance.now();
  const request = get(url, { headers: { 'accept-encoding': 'gzip, br', cookie: world.cookie } });
  const [response]: [IncomingMessage] = await waitFor(request);
  let bytes = 0;
  for await (const chunk of response) bytes += chunk.length;
  if (response.statusCode !== 200) throw new Error(`${url} answers ${response.statusCode}`);
  return { ms: performance.now() - startedAt, bytes, encoding: response.headers['content-encoding'] ?? 'none' };
}

/** True because 'response' hands over the response. */
function waitFor(request: ReturnType<typeof get>): Promise<[IncomingMessage]> {
  return once(request, 'response') as Promise<[IncomingMessage]>;
}

async function measure(url: string): Promise<{ p95: number; kilobytes: number; encoding: string }> {
  for (let round = 0; round < warmUp; round += 1) await ask(url);
  const answers = [];
  for (let round = 0; round < rounds; round += 1) answers.push(await ask(url));
  const [last] = answers;
  return {
    p95: percentile(
      answers.map(({ ms }) => ms),
      95,
    ),
    kilobytes: (last?.bytes ?? 0) / 1000,
    encoding: last?.encoding ?? 'none',
  };
}

const matrixUrl = (url: string, days: number) =>
  url + urlOf(salesMatrix, { query: { from: addDays(world.yesterday, 1 - days), to: world.yesterday } });

const world = await startMatrixWorld({ stores, days: storedDays });
try {
  const year = await measure(matrixUrl(world.url, 365));
  const figure = `matrix of ${stores} stores × 365 days`;
  report({ bench: 'matrix', figure: `${figure}, p95`, value: year.p95, unit: 'ms', bound: { atMost: 50 } });
  report({
    bench: 'matrix',
    figure: `${figure}, on the wire (${year.encoding})`,
    value: year.kilobytes,
    unit: 'kB',
    bound: { atMost: 150 },
  });
  const all = await measure(matrixUrl(world.url, storedDays));
  report({ bench: 'matrix', figure: `${stores} stores × ${storedDays} days, p95`, value: all.p95, unit: 'ms' });
  report({ bench: 'matrix', figure: 'the same, on the wire', value: all.kilobytes, unit: 'kB' });
  const gaps = await measure(world.url + listGaps.path);
  report({ bench: 'matrix', figure: 'gaps of all of them, p95', value: gaps.p95, unit: 'ms' });
} finally {
  await world.end();
}
