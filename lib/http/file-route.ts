import type { Endpoint } from '#lib/contract/endpoint';
import { fileName } from '#lib/http/file-name';
import { guarded, type RouteHandler, type RouteInput } from '#lib/http/route';
import type { Runtime } from '#lib/runtime/current';

/** A file as it is made: never whole in memory. */
export type FileAnswer = {
  name: string;
  /** Where it is not the endpoint's own. */
  mediaType?: string;
  chunks: AsyncIterable<string | Uint8Array>;
};

type Piece = string | Uint8Array;

/** A route that answers a file to be saved. What fails before its first chunk is a problem as everywhere. */
export function fileRoute<E extends Endpoint>(
  endpoint: E,
  handle: (runtime: Runtime, input: RouteInput<E>) => FileAnswer | Promise<FileAnswer>,
): RouteHandler {
  return guarded(endpoint, async (program, input, requestId) => {
    const { name, mediaType = `${endpoint.mediaType}; charset=utf-8`, chunks } = await handle(program, input);
    const pieces = chunks[Symbol.asyncIterator]();
    const first = await pieces.next();
    return new Response(streamOf(first, pieces), {
      headers: {
        'content-type': mediaType,
        'content-disposition': `attachment; filename="${fileName(name)}"`,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'x-request-id': requestId,
      },
    });
  });
}

/** Makes the next chunk when the reader wants it; a reader that leaves ends the making. */
function streamOf(first: IteratorResult<Piece>, pieces: AsyncIterator<Piece>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let next: IteratorResult<Piece> | null = first;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const piece: IteratorResult<Piece> = next ?? (await pieces.next());
      next = null;
      if (piece.done) controller.close();
      else controller.enqueue(typeof piece.value === 'string' ? encoder.encode(piece.value) : piece.value);
    },
    async cancel() {
      await pieces.return?.();
    },
  });
}
