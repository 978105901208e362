import { createHmac } from 'node:crypto';
import type { Channel } from '#lib/alerts/channel';
import type { EgressPolicy } from '#lib/egress/policy';
import { safeFetch } from '#lib/egress/safe-fetch';

type WebhookSettings = { url: string; secret: string | undefined; egress: EgressPolicy; timeoutMs?: number };

const usualTimeoutMs = 10_000;

/** JSON to the operator's own address, signed when there is a secret. Redirects are not followed; any 2xx is a receipt. */
export function webhookChannel({ url, secret, egress, timeoutMs = usualTimeoutMs }: WebhookSettings): Channel {
  return {
    name: 'webhook',
    async send({ key, notice }, signal) {
      const body = JSON.stringify(notice);
      const { status } = await safeFetch(egress, url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': 'fluxion',
          'idempotency-key': key,
          ...(secret ? { 'x-fluxion-signature': signatureOf(body, secret, new Date()) } : {}),
        },
        body,
        // What it says does not matter, and may be endless.
        maxBytes: 0,
        deadlineMs: timeoutMs,
        signal,
      }).catch((error: unknown) => {
        throw new Error(`The webhook could not be reached: ${textOf(error)}.`, { cause: error });
      });
      if (status >= 200 && status < 300) return null;
      const isRedirect = status >= 300 && status < 400;
      throw new Error(`The webhook answered ${status}${isRedirect ? '; redirects are not followed' : ''}.`);
    },
  };
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** `t=<seconds>,v1=<hex>`: the time is signed with the body, so that neither can be used again apart. */
function signatureOf(body: string, secret: string, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000);
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}
