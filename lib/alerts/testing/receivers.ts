import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';

type Owner = { after: (close: () => Promise<void>) => void };

export type Call = { headers: IncomingHttpHeaders; body: string };
export type WebhookReceiver = { url: string; calls: Call[]; answer: number; location?: string; silent?: boolean };

/** A receiver of webhooks on loopback; it answers `answer`, or nothing while `silent`. */
export async function webhookReceiver(owner: Owner): Promise<WebhookReceiver> {
  const receiver: WebhookReceiver = { url: '', calls: [], answer: 204 };
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    receiver.calls.push({ headers: request.headers, body: Buffer.concat(parts).toString() });
    if (receiver.silent) return;
    response.writeHead(receiver.answer, receiver.location ? { location: receiver.location } : {}).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  receiver.url = `http://127.0.0.1:${portOf(server.address())}/hook`;
  owner.after(async () => {
    server.closeAllConnections();
    server.close();
  });
  return receiver;
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}

export type MailReceiver = { url: string; mails: { to: string[]; text: string }[]; refused: string[] };

/** A mail server on loopback that keeps what it gets, and refuses the receivers named in `refused`. */
export async function mailReceiver(owner: Owner): Promise<MailReceiver> {
  const receiver: MailReceiver = { url: '', mails: [], refused: [] };
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: ({ address }, _session, done) =>
      done(receiver.refused.includes(address) ? new Error('no such mailbox') : null),
    onData: (stream, session, done) => {
      textOf(stream).then((text) => {
        receiver.mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), text });
        done();
      }, done);
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  receiver.url = `smtp://127.0.0.1:${portOf(server.server.address())}`;
  owner.after(() => new Promise((resolve) => server.close(() => resolve())));
  return receiver;
}

async function textOf(stream: SMTPServerDataStream): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString();
}
