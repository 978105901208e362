import { createTransport } from 'nodemailer';
import type { Channel } from '#lib/alerts/channel';
import { mailBody } from '#lib/alerts/mail-body';

type MailSettings = { url: string; from: string; to: readonly string[]; locale: 'es' | 'en' };

const connectMs = 10_000;
const silenceMs = 20_000;

/** One mail to all receivers, by SMTP. Its Message-ID is the message's key; a recovery answers its opening. */
export function mailChannel({ url, from, to, locale }: MailSettings): Channel {
  const transport = createTransport({
    url,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = /@([^\s<>@]+)>?$/.exec(from)?.[1] ?? 'fluxion.invalid';
  const idOf = (key: string) => `<${key}@${domain}>`;
  return {
    name: 'email',
    async send({ key, inReplyTo, notice }, signal) {
      const thread = inReplyTo === null ? {} : { inReplyTo: idOf(inReplyTo), references: idOf(inReplyTo) };
      const sending = transport.sendMail({
        from,
        to: [...to],
        ...mailBody(notice, locale),
        messageId: idOf(key),
        ...thread,
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Fluxion-Event': notice.event },
      });
      const { rejected } = await orAborted(sending, signal);
      return rejected.length === 0 ? null : `Refused by the mail server: ${rejected.map(addressOf).join(', ')}.`;
    },
  };
}

const addressOf = (receiver: string | { address: string }): string =>
  typeof receiver === 'string' ? receiver : receiver.address;

/** A mail that is under way cannot be called back: it is no longer waited for, and its socket ends by its own timeouts. */
function orAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  return Promise.race([work, promise]).finally(() => signal.removeEventListener('abort', stop));
}
