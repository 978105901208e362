import { readConfig } from '#lib/config';
import { createSources } from '#lib/sources/create-sources';
import type { Sources, StoreConnection } from '#lib/sources/source';

type Owner = { after: (close: () => Promise<void>) => void };

/** Sources with limits short enough for a test; closed when the owner ends. */
export function testSources(owner: Owner, environment: Record<string, string> = {}, connection = unknown): Sources {
  const config = readConfig({
    NODE_ENV: 'test',
    SOURCE_CONNECT_TIMEOUT_MS: '5000',
    SOURCE_IDLE_TIMEOUT_MS: '5000',
    SOURCE_ANSWER_TIMEOUT_MS: environment.SOURCE_IDLE_TIMEOUT_MS ?? '5000',
    ...environment,
  });
  const sources = createSources({ config, connection });
  owner.after(sources.close);
  return sources;
}

async function unknown(storeId: string): Promise<StoreConnection> {
  throw new Error(`This test names no store ${storeId}`);
}
