import { Connection, Request, TYPES } from 'tedious';
import { connectionSettings } from '#lib/sources/connection-settings';
import type { StoreConnection } from '#lib/sources/source';

/** A bare drain in a process of its own: every row is counted, nothing is done with it. Prints rows and milliseconds. */
const [text = '{}', from = '', to = ''] = process.argv.slice(2);
const { store, sql }: { store: StoreConnection; sql: string } = JSON.parse(text);
const settings = connectionSettings(store, {
  connectTimeoutMs: 10_000,
  answerTimeoutMs: 0,
  idleTimeoutMs: 0,
  pageRows: 0,
});

const started = performance.now();
const connection = new Connection(settings);
let rows = 0;
connection.connect((error) => {
  if (error) throw error;
  const request = new Request(sql, (failure) => {
    if (failure) throw failure;
    const { user, system } = process.cpuUsage();
    console.log(JSON.stringify({ rows, ms: performance.now() - started, cpuMs: (user + system) / 1000 }));
    connection.close();
  });
  request.addParameter('desde', TYPES.Date, from);
  request.addParameter('hasta', TYPES.Date, to);
  request.addParameter('ubicacion', TYPES.NVarChar, store.id);
  request.on('row', () => {
    rows += 1;
  });
  connection.execSql(request);
});
