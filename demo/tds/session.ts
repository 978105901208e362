import type { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Variable } from '#demo/sql/compiled';
import type { SessionState } from '#demo/sql/run-batch';
import { SqlError } from '#demo/sql/sql-error';
import { int, nvarchar, smallint } from '#demo/sql/types';
import { byteWriter } from '#demo/tds/byte-writer';
import { type ClientLine, type LineOptions, openClientLine } from '#demo/tds/client-line';
import { answerLogin } from '#demo/tds/login-answer';
import { type MessageWriter, messageWriter } from '#demo/tds/message-writer';
import { type Message, messageType } from '#demo/tds/packets';
import { preloginResponse, productVersion } from '#demo/tds/prelogin';
import { answerRequest } from '#demo/tds/request';
import type { TdsHost } from '#demo/tds/server';
import { writeDone } from '#demo/tds/tokens';

/** One connection: its options, its packet size, whether its request was cancelled. */
export type Session = {
  readonly host: TdsHost;
  readonly line: ClientLine;
  readonly spid: number;
  readonly state: SessionState;
  packetSize: number;
  isLoggedIn: boolean;
  isCancelled: boolean;
  /** Wakes a WAITFOR when the client cancels or goes. */
  wake: () => void;
};

const defaultPacketSize = 4096;

/** Serves one client until it goes. */
export function openSession(
  socket: Socket,
  options: LineOptions,
  { host, spid }: { host: TdsHost; spid: number },
): void {
  let working: Promise<void> = Promise.resolve();
  const line = openClientLine(socket, options, (message) => {
    if (message.type === messageType.attention) cancel(session);
    working = working.then(() => answer(session, message)).catch(() => void socket.destroy());
  });
  const session: Session = {
    host,
    line,
    spid,
    state: { formatOnly: false, globals: globalsOf(host, spid) },
    packetSize: defaultPacketSize,
    isLoggedIn: false,
    isCancelled: false,
    wake: () => undefined,
  };
  socket.on('close', () => cancel(session));
}

function cancel(session: Session): void {
  session.isCancelled = true;
  session.wake();
}

export function writerOf({ line, packetSize, spid }: Session): MessageWriter {
  return messageWriter({ socket: line.stream(), packetSize, spid });
}

async function answer(session: Session, message: Message): Promise<void> {
  if (message.type === messageType.attention) return answerAttention(session);
  if (message.type === messageType.prelogin)
    return send(session, preloginResponse(session.line.agree(message.payload)));
  if (message.type === messageType.login) return answerLogin(session, message.payload);
  if (!session.isLoggedIn) throw new SqlError(18456, 'a request before the login');
  await nextTurn();
  await answerRequest(session, message);
}

/** A message of its own, after the cancelled request's message has ended. */
async function answerAttention(session: Session): Promise<void> {
  session.isCancelled = false;
  const writer = byteWriter(16);
  writeDone(writer, 'done', { cancelled: true });
  await send(session, writer.take());
}

export async function send(session: Session, payload: Buffer): Promise<void> {
  const message = writerOf(session);
  await message.write(payload);
  await message.end();
}

function globalsOf(host: TdsHost, spid: number): ReadonlyMap<string, Variable> {
  const text = (value: string): Variable => ({ type: nvarchar(Math.max(1, value.length)), value });
  const version = `Microsoft SQL Server 2019 (RTM-CU27) - ${productVersion} (X64) \n\tDeveloper Edition (64-bit) on a simulated store\n`;
  return new Map<string, Variable>([
    ['@@version', text(version)],
    ['@@servername', text(host.serverName)],
    ['@@servicename', text('MSSQLSERVER')],
    ['@@language', text('us_english')],
    ['@@database', text(host.database)],
    ['@@user', text(host.user)],
    ['@@productversion', text(productVersion)],
    ['@@spid', { type: smallint, value: spid % 32_768 }],
    ['@@trancount', { type: int, value: 0 }],
    ['@@rowcount', { type: int, value: 0 }],
    ['@@error', { type: int, value: 0 }],
    ['@@options', { type: int, value: 5432 }],
    ['@@max_precision', { type: int, value: 38 }],
    ['@@microsoftversion', { type: int, value: 251662363 }],
  ]);
}
