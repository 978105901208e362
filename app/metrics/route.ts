import { metrics } from '#lib/contract/endpoints/health';
import { guarded } from '#lib/http/route';

export const GET = guarded(metrics, async ({ metrics: { contentType, text } }, _, requestId) => {
  const headers = { 'content-type': contentType, 'cache-control': 'no-store', 'x-request-id': requestId };
  return new Response(await text(), { headers });
});
