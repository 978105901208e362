import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { refused } from '#lib/egress/refused';

type Reading = { host: string; encoding: string; maxBytes: number };

const decoders = new Map([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
]);

/** What an answer may be encoded in. */
export const acceptedEncodings = 'gzip, deflate, br';

/** The decoded body. What counts is what comes out of the decoder, chunk by chunk: a bomb is left before it grows. */
export async function readCapped(body: Readable, { host, encoding, maxBytes }: Reading): Promise<Buffer> {
  const kept: Buffer[] = [];
  let bytes = 0;
  const collect = async (chunks: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw refused('size', host, `the answer is larger than ${maxBytes} bytes`);
      kept.push(chunk);
    }
  };
  try {
    const decoder = decoderOf(encoding, host);
    await (decoder ? pipeline(body, decoder, collect) : pipeline(body, collect));
  } catch (error) {
    if (isOfZlib(error)) throw refused('encoding', host, `the answer is not ${encoding} (${error.code})`);
    throw error;
  }
  return Buffer.concat(kept);
}

function decoderOf(encoding: string, host: string) {
  const name = encoding.trim().toLowerCase();
  if (name === '' || name === 'identity') return null;
  const decoder = decoders.get(name);
  // Two encodings, one inside the other, are how a bomb multiplies.
  if (!decoder) throw refused('encoding', host, `the answer is encoded as ${JSON.stringify(name.slice(0, 50))}`);
  return decoder();
}

function isOfZlib(error: unknown): error is Error & { code: string } {
  return (
    error instanceof Error &&
    'code' in error &&
    /^(Z_|ERR_BROTLI|ERR__ERROR_FORMAT|ERR_PADDING)/.test(String(error.code))
  );
}
