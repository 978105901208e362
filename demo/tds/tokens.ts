import type { SqlError } from '#demo/sql/sql-error';
import { type ByteWriter, byteWriter } from '#demo/tds/byte-writer';
import { tds74 } from '#demo/tds/login';
import { serverVersion } from '#demo/tds/prelogin';

const token = {
  returnStatus: 0x79,
  error: 0xaa,
  info: 0xab,
  loginAck: 0xad,
  environment: 0xe3,
  done: 0xfd,
  doneProc: 0xfe,
  doneInProc: 0xff,
} as const;

export type DoneKind = 'done' | 'doneProc' | 'doneInProc';

/** The ends of a statement: `more` follows, it failed, it was cancelled, or it counted rows. */
export type Done = { more?: boolean; failed?: boolean; cancelled?: boolean; count?: number };

export function writeDone(writer: ByteWriter, kind: DoneKind, done: Done): void {
  const { more = false, failed = false, cancelled = false, count } = done;
  const status = (more ? 0x01 : 0) | (failed ? 0x02 : 0) | (count === undefined ? 0 : 0x10) | (cancelled ? 0x20 : 0);
  writer.uint8(token[kind]);
  writer.uint16(status);
  writer.uint16(count === undefined ? 0 : 0xc1);
  writer.uint64(BigInt(count ?? 0));
}

export function writeReturnStatus(writer: ByteWriter, status: number): void {
  writer.uint8(token.returnStatus);
  writer.int32(status);
}

export type Notice = { number: number; state: number; severity: number; message: string; line: number };

/** Where a message comes from: the server's name goes with every one. */
export function writeError(writer: ByteWriter, error: SqlError, serverName: string): void {
  writeMessage(writer, token.error, { ...noticeOf(error), serverName });
}

function noticeOf({ number, state, severity, message, line }: SqlError): Notice {
  return { number, state, severity, message, line };
}

export function writeInfo(writer: ByteWriter, notice: Notice, serverName: string): void {
  writeMessage(writer, token.info, { ...notice, serverName });
}

function writeMessage(writer: ByteWriter, kind: number, notice: Notice & { serverName: string }): void {
  const body = byteWriter(512);
  body.int32(notice.number);
  body.uint8(notice.state);
  body.uint8(notice.severity);
  body.longText(notice.message.slice(0, 4000));
  body.shortText(notice.serverName);
  body.shortText('');
  body.uint32(notice.line);
  writeSized(writer, kind, body.take());
}

function writeSized(writer: ByteWriter, kind: number, body: Buffer): void {
  writer.uint8(kind);
  writer.uint16(body.length);
  writer.bytes(body);
}

export function writeLoginAck(writer: ByteWriter): void {
  const body = byteWriter(128);
  body.uint8(1);
  const version = Buffer.alloc(4);
  version.writeUInt32BE(tds74);
  body.bytes(version);
  body.shortText('Microsoft SQL Server');
  body.uint8(serverVersion.major);
  body.uint8(serverVersion.minor);
  body.uint8(serverVersion.build >> 8);
  body.uint8(serverVersion.build & 0xff);
  writeSized(writer, token.loginAck, body.take());
}

const environment = { database: 1, language: 2, packetSize: 4, collation: 7, resetDone: 18 } as const;

export function writeTextChange(
  writer: ByteWriter,
  what: 'database' | 'language' | 'packetSize',
  change: { to: string; from: string },
): void {
  const body = byteWriter(256);
  body.uint8(environment[what]);
  body.shortText(change.to);
  body.shortText(change.from);
  writeSized(writer, token.environment, body.take());
}

/** SQL_Latin1_General_CP1_CI_AS: what its varchar columns are encoded in, cp1252. */
export const collation: Uint8Array = Uint8Array.of(0x09, 0x04, 0xd0, 0x00, 0x34);

export function writeCollationChange(writer: ByteWriter): void {
  writeSized(
    writer,
    token.environment,
    Buffer.concat([Buffer.from([environment.collation, 5]), collation, Buffer.from([0])]),
  );
}

export function writeResetDone(writer: ByteWriter): void {
  writeSized(writer, token.environment, Buffer.from([environment.resetDone, 0, 0]));
}

export const transactionChange = { begin: 8, commit: 9, rollback: 10 } as const;

/** A transaction begun, or ended. */
export function writeTransactionChange(writer: ByteWriter, kind: number, descriptor: Buffer): void {
  const begins = kind === transactionChange.begin;
  const parts = begins ? [Buffer.from([8]), descriptor, Buffer.from([0])] : [Buffer.from([0, 8]), descriptor];
  writeSized(writer, token.environment, Buffer.concat([Buffer.from([kind]), ...parts]));
}
