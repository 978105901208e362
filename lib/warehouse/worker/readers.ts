import type { DuckDBConnection } from '@duckdb/node-api';
import { AppError } from '#lib/errors';
import { isInterrupt } from '#lib/warehouse/storage-errors';
import type { Storage } from '#lib/warehouse/worker/storage';

/** Connections that only read, kept between questions. */
export type Readers = {
  use: <Value>(storage: Storage, read: (reader: DuckDBConnection) => Promise<Value>) => Promise<Value>;
  /** Interrupts what is being read, and closes every connection. */
  close: () => Promise<void>;
};

export function createReaders(): Readers {
  const idle: DuckDBConnection[] = [];
  const busy = new Map<DuckDBConnection, Promise<unknown>>();

  async function run<Value>(reader: DuckDBConnection, read: (reader: DuckDBConnection) => Promise<Value>) {
    const reading = read(reader);
    busy.set(reader, reading);
    try {
      return await reading;
    } finally {
      busy.delete(reader);
      idle.push(reader);
    }
  }

  return {
    use: (storage, read) => storage.reading(async () => run(idle.pop() ?? (await storage.connect()), read)),
    close: async () => {
      for (const reader of busy.keys()) reader.interrupt();
      await Promise.allSettled(busy.values());
      for (const reader of idle.splice(0)) reader.closeSync();
    },
  };
}

/** Ends a statement that takes too long. */
export async function within<Value>(
  timeoutMs: number,
  reader: DuckDBConnection,
  read: () => Promise<Value>,
): Promise<Value> {
  let isOver = false;
  const timer = setTimeout(() => {
    isOver = true;
    reader.interrupt();
  }, timeoutMs);
  try {
    return await read();
  } catch (cause) {
    if (!isOver || !isInterrupt(cause)) throw cause;
    throw new AppError('timed_out', `A question to the warehouse took longer than ${timeoutMs} ms.`, { cause });
  } finally {
    clearTimeout(timer);
  }
}
