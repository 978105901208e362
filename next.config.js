import createNextIntlPlugin from 'next-intl/plugin';

const withMessages = createNextIntlPlugin({
  requestConfig: './app/request-locale.ts',
  experimental: {
    // Compiled at build time, the browser needs no parser of messages.
    messages: { path: './messages', format: 'json', locales: 'infer', precompile: true },
  },
});

/** @type {import('next').NextConfig} */
const nextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked by `npm run check`, once and with the tests included.
  typescript: { ignoreBuildErrors: true },
  experimental: {
    // The first visit is most often to the home page; few files pack better than many, and each has its own headers.
    turbopackChunking: { priorityRoutes: [/^\/$/], maxChunkCountPerGroup: 12, minChunkSize: 150_000 },
  },
  // Native addons and drivers stay outside the bundle: the build fails on DuckDB's addon otherwise.
  serverExternalPackages: [
    '@duckdb/node-api',
    '@duckdb/node-bindings',
    'croner',
    'drizzle-orm',
    'node-sql-parser',
    'pino',
    'postgres',
    'tedious',
  ],
};

export default withMessages(nextConfig);
