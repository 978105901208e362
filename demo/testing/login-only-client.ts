import { connect, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import Login7Payload from 'tedious/lib/login7-payload.js';
import type { DemoStore } from '#demo/start-store';
import { wish } from '#demo/tds/encryption';
import { tds74 } from '#demo/tds/login';
import { headerLength, type Message, makeMessageReader, messageType, writeHeader } from '#demo/tds/packets';
import { askedEncryption, preloginResponse } from '#demo/tds/prelogin';

/** What a client saw that asked for encryption of its login alone, which tedious never does. */
export type LoginOnly = {
  /** What the server said to the wish. */
  readonly agreed: number;
  readonly loginAnswer: Message;
  readonly answer: Message;
  /** All that went to the server, as it was on the wire. */
  readonly sent: Buffer;
};

/** Logs in through TLS and asks `sql` without it. */
export async function askAfterSecretLogin(store: DemoStore, sql: string): Promise<LoginOnly> {
  const socket = connect(store.port, store.host);
  const sent: Buffer[] = [];
  const send = (bytes: Buffer): void => {
    sent.push(bytes);
    socket.write(bytes);
  };
  const next = messagesOf(socket);
  try {
    send(packet(messageType.prelogin, preloginResponse(wish.loginOnly)));
    const agreed = askedEncryption((await next()).payload);
    await sendThroughTls({ send, next }, packet(messageType.login, loginOf(store)));
    const loginAnswer = await next();
    send(packet(messageType.sqlBatch, Buffer.concat([noTransaction, Buffer.from(sql, 'utf16le')])));
    const answer = await next();
    return { agreed, loginAnswer, answer, sent: Buffer.concat(sent) };
  } finally {
    socket.destroy();
  }
}

/** The headers that every batch has: here one, of a transaction that there is not. */
const noTransaction = Buffer.from('16000000120000000200000000000000000001000000', 'hex');

function packet(type: number, payload: Buffer): Buffer {
  const length = payload.length + headerLength;
  return Buffer.concat([
    writeHeader(Buffer.alloc(headerLength), { type, length, id: 1, last: true, spid: 0 }),
    payload,
  ]);
}

function messagesOf(socket: Socket): () => Promise<Message> {
  const waiting: Message[] = [];
  let wake = waker();
  const read = makeMessageReader((message) => {
    waiting.push(message);
    wake.resolve();
  });
  socket.on('data', read);
  socket.on('error', (error) => wake.reject(error));
  socket.on('close', () => wake.reject(new Error('the server went')));
  return async () => {
    while (waiting.length === 0) {
      await wake.promise;
      wake = waker();
    }
    const [message] = waiting.splice(0, 1);
    if (message === undefined) throw new Error('no message');
    return message;
  };
}

/** Whoever is not waiting when the server goes learns it from nobody. */
function waker(): PromiseWithResolvers<void> {
  const wake = Promise.withResolvers<void>();
  wake.promise.catch(() => undefined);
  return wake;
}

type Talk = { send: (bytes: Buffer) => void; next: () => Promise<Message> };

/** Shakes hands in PRELOGIN packets, one message for each of the server's, and then sends `login` as bare TLS. */
async function sendThroughTls({ send, next }: Talk, login: Buffer): Promise<void> {
  let isOpen = false;
  let flight: Buffer[] = [];
  const wire = new Duplex({
    read: () => undefined,
    write: (chunk: Buffer, _encoding, done) => {
      if (isOpen) send(chunk);
      else flight.push(chunk);
      done();
    },
  });
  const tls = connectTls({ socket: wire, rejectUnauthorized: false, maxVersion: 'TLSv1.2' });
  tls.on('secureConnect', () => {
    isOpen = true;
  });
  while (!isOpen) {
    await new Promise((resolve) => setImmediate(resolve));
    if (flight.length === 0) continue;
    send(packet(messageType.prelogin, Buffer.concat(flight)));
    flight = [];
    wire.push((await next()).payload);
  }
  await new Promise<void>((resolve) => tls.write(login, () => resolve()));
}

function loginOf({ username, password, database }: DemoStore): Buffer {
  const none = { clientProgVer: 0, clientPid: 0, connectionId: 0, clientTimeZone: 0, clientLcid: 0x409 };
  const login = new Login7Payload({ tdsVersion: tds74, packetSize: 4096, ...none });
  return Object.assign(login, { userName: username, password, database, initDbFatal: true }).toBuffer();
}
