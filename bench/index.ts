import { machine } from '#bench/report';

/** What `npm run bench` offers; each is a file of this folder that runs when it is imported. */
const benches: Record<string, string> = {
  load: 'rows in memory into the warehouse file, against DuckDB reading the same rows from Parquet',
  'end-to-end': 'a store in another process to a committed and proved slice, against a bare tedious drain and freebcp',
  'fleet-day': '16 stores, one day of 20,000 lines each, four at a time',
  memory: 'peak memory of the server for slices of 300,000 and 3,000,000 rows',
  'event-loop': 'event-loop delay and API latency while a slice is loaded',
  ledger: 'gaps and a replaced day beside 82,000,000 rows (makes a file of about 4 GB in a temporary folder)',
  matrix: '200 stores × 365 days as states: answered, and bytes on the wire',
  'matrix-browser':
    '200 stores × 365 days in Chromium: until they are shown, and long tasks while scrolling, hovering, dragging',
  engine: 'start latency, steps per second, takeover of a dead node, schedules',
  'run-list': '1,000,000 runs: any page under any filter, at the API',
  log: 'a log of 1,000,000 lines: first lines, searches, the file',
  lighthouse: 'the home page in Chromium: performance, accessibility, scripts of the first visit',
  browsers: '100 browsers on the home page for BENCH_MINUTES (10), each with a log open: CPU of the server',
  start: 'seconds until the server is ready, cold and after kill -9, and its idle memory',
};

const name = process.argv[2];
if (name === undefined) {
  console.log('npm run bench -- NAME\n');
  for (const [bench, summary] of Object.entries(benches)) console.log(`  ${bench.padEnd(11)} ${summary}`);
} else if (name in benches) {
  console.log(`${name}: ${benches[name]}\n${machine()}\n`);
  await import(new URL(`./${name}.ts`, import.meta.url).href);
} else {
  console.error(`There is no bench ${JSON.stringify(name)}. Known: ${Object.keys(benches).join(', ')}.`);
  process.exitCode = 2;
}
