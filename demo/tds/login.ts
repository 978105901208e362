import { byteReader } from '#demo/tds/byte-reader';

/** What a LOGIN7 message asks for. */
export type Login = {
  readonly tdsVersion: number;
  readonly packetSize: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly application: string;
};

/** TDS 7.2, the oldest whose tokens this server writes. */
export const oldestVersion = 0x72090002;
export const tds74 = 0x74000004;

const offsets = { user: 40, password: 44, application: 48, database: 68 } as const;

/** Reads a LOGIN7 message. */
export function readLogin(payload: Buffer): Login {
  const head = byteReader(payload);
  head.uint32();
  const tdsVersion = head.uint32();
  const packetSize = head.uint32();
  return {
    tdsVersion,
    packetSize,
    user: fieldAt(payload, offsets.user).toString('utf16le'),
    password: unscramble(fieldAt(payload, offsets.password)),
    application: fieldAt(payload, offsets.application).toString('utf16le'),
    database: fieldAt(payload, offsets.database).toString('utf16le'),
  };
}

function fieldAt(payload: Buffer, position: number): Buffer {
  const field = byteReader(payload, position);
  const offset = field.uint16();
  const characters = field.uint16();
  return payload.subarray(offset, offset + characters * 2);
}

/** LOGIN7 swaps the halves of each byte of the password and flips it with A5. */
function unscramble(scrambled: Buffer): string {
  const plain = Buffer.from(scrambled.map((byte) => ((byte ^ 0xa5) << 4) | ((byte ^ 0xa5) >> 4)));
  return plain.toString('utf16le');
}
