import { AppError } from '#lib/errors';

const mostBytes = 1_048_576;
const jsonType = /^application\/([\w.-]+\+)?json\s*(;|$)/i;

/** A client that is still sending hears its 413 only when it has been read to the end; past this it is cut off. */
const mostBytesToDrain = 8 * mostBytes;

/** The body as JSON, undefined when there is none. Counts as it reads: a body may come without its length. */
export async function readJson(request: Request): Promise<unknown> {
  const bytes = await readBytes(request);
  if (bytes.length === 0) return undefined;
  if (!jsonType.test(request.headers.get('content-type') ?? '')) {
    throw new AppError('malformed', 'The body must be JSON, sent with content-type: application/json.');
  }
  return parse(bytes);
}

async function readBytes(request: Request): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.length;
    if (length <= mostBytes) chunks.push(chunk);
    if (length > mostBytesToDrain) break;
  }
  if (length <= mostBytes) return Buffer.concat(chunks);
  throw new AppError('too_large', `The body is larger than ${mostBytes} bytes.`);
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new AppError('malformed', 'The body is not JSON in UTF-8.', { cause });
  }
}
