import { dehydrate, HydrationBoundary, type QueryKey } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { newQueryClient } from '#lib/client/query-client';

/** What a page reads on the server under the key by which its panel asks for it. */
type Reading = { queryKey: QueryKey; read: () => Promise<unknown> };

type PrefetchedProps = { readings: Reading[]; children: ReactNode };

/** The page comes with its content. A reading that fails is left to the browser, which shows why. */
export async function Prefetched({ readings, children }: PrefetchedProps) {
  const client = newQueryClient();
  await Promise.all(
    readings.map(({ queryKey, read }) => client.prefetchQuery({ queryKey, queryFn: read, retry: false })),
  );
  return <HydrationBoundary state={dehydrate(client)}>{children}</HydrationBoundary>;
}
