import * as endpoints from '#lib/contract/endpoints/connectivity';
import { route } from '#lib/http/route';
import { connectivityNow } from '#lib/links/list-links';
import { testLinks } from '#lib/links/test-links';
import { salesDataset } from '#lib/sales/sales-dataset';

/** A person waits for it. */
const withinMs = 25_000;

export const POST = route(endpoints.testConnectivity, async (program, { body }) => {
  const counts = await testLinks(program, { stores: body.stores, withinMs });
  return { ...(await connectivityNow(program, salesDataset.name)), ...counts };
});
