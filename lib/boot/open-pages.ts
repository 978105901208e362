import type { FrontDoor, Handler } from '#lib/boot/front-door';
import { withStaticAssets } from '#lib/boot/static-assets';
import type { Config } from '#lib/config';

export type Pages = { handler: Handler; close: () => Promise<void> };

/** Prepares Next for the pages and routes of `folder`: the build of it, or in development the sources. */
export async function openPages(config: Config, folder: string, { server, address }: FrontDoor): Promise<Pages> {
  const dev = config.NODE_ENV === 'development';
  // React and Next choose their code by it when they are loaded, which is why they are loaded here.
  Object.assign(process.env, { NODE_ENV: dev ? 'development' : 'production', NEXT_TELEMETRY_DISABLED: '1' });
  const { default: next } = await import('next');
  const { hostname, port } = new URL(address);
  const app = next({ dev, dir: folder, hostname, port: Number(port), httpServer: server, quiet: !dev });
  await app.prepare();
  const handle = app.getRequestHandler();
  const pages: Handler = (request, response) => handle(request, response);
  return { handler: dev ? pages : withStaticAssets(folder, pages), close: () => app.close() };
}
