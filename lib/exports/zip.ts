import { pipeline, Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

export type ZipEntry = { name: string; chunks: AsyncIterable<string> };

type Packed = { name: Buffer; crc: number; packed: number; size: number; at: number };

const isUtf8AndSizesFollow = 0x0808;
const deflate = 8;
const version = 20;
/** 1980-01-01, the first day that the format knows: the same content gives the same file. */
const day = 0x21;

/** A ZIP archive as it is made, each entry packed while it is read; below 4 GB. */
export async function* zipChunks(entries: readonly ZipEntry[]): AsyncGenerator<Uint8Array> {
  const done: Packed[] = [];
  let at = 0;
  for (const entry of entries) {
    const one: Packed = { name: Buffer.from(entry.name), crc: 0, packed: 0, size: 0, at };
    for await (const piece of entryChunks(entry, one)) {
      at += piece.length;
      yield piece;
    }
    done.push(one);
  }
  const directory = Buffer.concat(done.map(directoryLine));
  yield Buffer.concat([directory, endOf(done.length, directory.length, at)]);
}

async function* entryChunks({ chunks }: ZipEntry, one: Packed): AsyncGenerator<Uint8Array> {
  yield Buffer.concat([words('4 2 2 2 2 2 4 4 4 2 2', localHeader(one)), one.name]);
  const pack = createDeflateRaw();
  // A failure of the source destroys `pack` with it, so the loop below throws it.
  pipeline(Readable.from(counted(chunks, one)), pack, () => undefined);
  for await (const piece of pack) {
    one.packed += piece.length;
    yield piece;
  }
  yield words('4 4 4 4', [0x08074b50, one.crc, one.packed, one.size]);
}

async function* counted(chunks: AsyncIterable<string>, one: Packed): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk);
    one.crc = crc32(bytes, one.crc);
    one.size += bytes.length;
    yield bytes;
  }
}

function localHeader({ name }: Packed): number[] {
  return [0x04034b50, version, isUtf8AndSizesFollow, deflate, 0, day, 0, 0, 0, name.length, 0];
}

function directoryLine({ name, crc, packed, size, at }: Packed): Buffer {
  const head = [0x02014b50, version, version, isUtf8AndSizesFollow, deflate, 0, day, crc, packed, size, name.length];
  return Buffer.concat([words('4 2 2 2 2 2 2 4 4 4 2 2 2 2 2 4 4', [...head, 0, 0, 0, 0, 0, at]), name]);
}

function endOf(count: number, size: number, at: number): Buffer {
  return words('4 2 2 2 2 4 4 2', [0x06054b50, 0, 0, count, count, size, at, 0]);
}

/** Numbers one after another, little-endian, each of so many bytes. */
function words(widths: string, numbers: readonly number[]): Buffer {
  const sizes = widths.split(' ').map(Number);
  return Buffer.concat(
    sizes.map((size, index) => {
      const word = Buffer.alloc(size);
      word.writeUIntLE(numbers[index] ?? 0, 0, size);
      return word;
    }),
  );
}
