import { createHmac } from 'node:crypto';
import type { Channel } from '#lib/alerts/channel';

type WebhookSettings = { url: string; secret: string | undefined; timeoutMs?: number };

const usualTimeoutMs = 10_000;

/** JSON to the operator's own address, signed when there is a secret. Redirects are not followed; any 2xx is a receipt. */
export function webhookChannel({ url, secret, timeoutMs = usualTimeoutMs }: WebhookSettings): Channel {
  return {
    name: 'webhook',
    async send({ key, notice }, signal) {
      const body = JSON.stringify(notice);
      const timeout = AbortSignal.timeout(timeoutMs);
      const response = await post(url, {
        method: 'POST',
        redirect: 'manual',
        signal: AbortSignal.any([signal, timeout]),
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': 'fluxion',
          'idempotency-key': key,
          ...(secret ? { 'x-fluxion-signature': signatureOf(body, secret, new Date()) } : {}),
        },
        body,
      }).catch((error: unknown) => {
        const why = timeout.aborted ? `no answer in ${timeoutMs} ms` : causeText(error);
        throw new Error(`The webhook could not be reached: ${why}.`, { cause: error });
      });
      // What it says does not matter, and may be endless.
      await response.body?.cancel();
      if (response.ok) return null;
      const isRedirect = response.status >= 300 && response.status < 400;
      throw new Error(`The webhook answered ${response.status}${isRedirect ? '; redirects are not followed' : ''}.`);
    },
  };
}

const post = (url: string, options: RequestInit): Promise<Response> => fetch(url, options);

/** `t=<seconds>,v1=<hex>`: the time is signed with the body, so that neither can be used again apart. */
function signatureOf(body: string, secret: string, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000);
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

/** `fetch failed` says nothing: what failed is its cause. */
function causeText(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  return 'code' in cause && cause.message === '' ? String(cause.code) : cause.message;
}
