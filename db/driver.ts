import { type LoadFnOutput, registerHooks } from 'node:module';

/**
 * The driver, with defects of postgres 3.4.9 mended as it is loaded. When a connection died inside a transaction, the next
 * small write threw outside every catch and ended the process; one that died with a write waiting never wrote again; and
 * what the dead transaction still sent went to whoever had the connection next (porsager/postgres 1066, 1154, 1208). One
 * that died while it was being opened rejected a promise that nobody could catch.
 */
const repairs: Record<string, [string, string][]> = {
  '/postgres/src/connection.js': [
    [
      '  function nextWrite(fn) {\n',
      '  function nextWrite(fn) {\n    if (socket === null) return (chunk = nextWriteTimer = null, true)\n',
    ],
    [
      '\n    clearImmediate(nextWriteTimer)\n',
      '\n    clearImmediate(nextWriteTimer)\n    chunk = nextWriteTimer = null\n',
    ],
    ['    !hadError && (query || sent.length) && error(', '    ;(query || sent.length) && error('],
    [
      '    if (q.cancelled)\n      return\n\n    try {\n      q.state = backend',
      `    if (q.cancelled)
      return

    if (socket === null)
      return (queryError(q, Errors.connection('CONNECTION_CLOSED', options)), true)

    try {
      q.state = backend`,
    ],
    ['return fetchArrayTypes()', 'return fetchArrayTypes().catch(() => { needsTypes = options.fetch_types })'],
  ],
  '/postgres/src/index.js': [
    ['connection.onclose = reject)', 'connection.onclose = e => { gone = e; reject(e) })'],
    [
      '    const queries = Queue()\n    let savepoints = 0',
      '    let gone\n    const queries = Queue()\n    let savepoints = 0',
    ],
    [
      'q.catch(e => uncaughtError || (uncaughtError = e))\n',
      'q.catch(e => uncaughtError || (uncaughtError = e))\n        if (gone) return q.reject(gone)\n',
    ],
  ],
};

const mended = new Set<string>();

const hooks = registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    const file = Object.keys(repairs).find((name) => url.endsWith(name));
    return file === undefined ? loaded : mend(file, loaded);
  },
});

function mend(file: string, loaded: LoadFnOutput): LoadFnOutput {
  let source = textOf(loaded.source);
  for (const [defect, repair] of repairs[file] ?? []) {
    if (!source.includes(defect))
      throw new Error(`The driver's ${file} changed: see whether db/driver.ts is still needed.`);
    source = source.replaceAll(defect, repair);
  }
  mended.add(file);
  return { ...loaded, source };
}

function textOf(source: LoadFnOutput['source']): string {
  return typeof source === 'string' ? source : new TextDecoder().decode(source ?? new Uint8Array());
}

// Imported here and not above: what is imported above is loaded before a line of this file runs.
const { default: postgres } = await import('postgres');
const { drizzle } = await import('drizzle-orm/postgres-js');
hooks.deregister();
if (mended.size < Object.keys(repairs).length)
  throw new Error('Something imported the driver before db/driver.ts could mend it.');

/** Between two tries to reach the database again. The driver's own pause grows to 20 s while every connection counts as a try. */
const reconnectSeconds = 0.25;
export const poolDefaults = { backoff: () => reconnectSeconds, connect_timeout: 10 };

export { drizzle, postgres };
