import { SqlError } from '#demo/sql/sql-error';
import { byteWriter } from '#demo/tds/byte-writer';
import { type Login, oldestVersion, readLogin } from '#demo/tds/login';
import { type Session, send } from '#demo/tds/session';
import {
  writeCollationChange,
  writeDone,
  writeError,
  writeInfo,
  writeLoginAck,
  writeTextChange,
} from '#demo/tds/tokens';

const smallestPacket = 512;
const largestPacket = 32_767;
const usualPacket = 4096;

/** Answers a LOGIN7: in, or out with SQL Server's error and the end of the connection. */
export async function answerLogin(session: Session, payload: Buffer): Promise<void> {
  const login = readLogin(payload);
  const refusals = refusalsOf(login, session);
  if (refusals.length > 0) return refuse(session, refusals);
  const packetSize = Math.min(largestPacket, Math.max(smallestPacket, login.packetSize || usualPacket));
  await send(session, welcome(session, packetSize));
  session.packetSize = packetSize;
  session.isLoggedIn = true;
}

function refusalsOf(login: Login, { host }: Session): SqlError[] {
  const { user, database } = login;
  if (login.tdsVersion < oldestVersion)
    return [new SqlError(17830, 'The server speaks TDS 7.2 and later.', { severity: 20 })];
  const failed = new SqlError(18456, `Login failed for user '${user}'.`, { severity: 14 });
  if (user.toLowerCase() !== host.user.toLowerCase() || login.password !== host.password) return [failed];
  const isKnown = database === '' || [host.database.toLowerCase(), 'master'].includes(database.toLowerCase());
  if (isKnown) return [];
  const message = `Cannot open database "${database}" requested by the login. The login failed.`;
  return [new SqlError(4060, message, { severity: 11 }), failed];
}

async function refuse(session: Session, refusals: readonly SqlError[]): Promise<void> {
  const writer = byteWriter();
  for (const refusal of refusals) writeError(writer, refusal, session.host.serverName);
  writeDone(writer, 'done', { failed: true });
  await send(session, writer.take());
  session.line.stream().end();
}

function welcome({ host }: Session, packetSize: number): Buffer {
  const writer = byteWriter();
  const { serverName, database } = host;
  writeTextChange(writer, 'database', { to: database, from: 'master' });
  const info = { number: 5701, state: 2, severity: 0, line: 1 };
  writeInfo(writer, { ...info, message: `Changed database context to '${database}'.` }, serverName);
  writeCollationChange(writer);
  writeTextChange(writer, 'language', { to: 'us_english', from: '' });
  writeInfo(
    writer,
    { ...info, number: 5703, state: 1, message: 'Changed language setting to us_english.' },
    serverName,
  );
  writeLoginAck(writer);
  writeTextChange(writer, 'packetSize', { to: String(packetSize), from: String(usualPacket) });
  writeDone(writer, 'done', {});
  return writer.take();
}
