import { AppError } from '#lib/errors';

const mostBytes = 1_048_576;
const jsonType = /^application\/([\w.-]+\+)?json\s*(;|$)/i;

/** The body as JSON, undefined when there is none. Counts as it reads: a body may come without its length. */
export async function readJson(request: Request): Promise<unknown> {
  if (Number(request.headers.get('content-length') ?? 0) > mostBytes) throw tooLarge();
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
    if (length > mostBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new AppError('malformed', 'The body is not JSON in UTF-8.', { cause });
  }
}

function tooLarge(): AppError {
  return new AppError('too_large', `The body is larger than ${mostBytes} bytes.`);
}
