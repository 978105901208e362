import createNextIntlPlugin from 'next-intl/plugin';

const withMessages = createNextIntlPlugin('./app/request-locale.ts');

/** @type {import('next').NextConfig} */
const nextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked by `npm run check`, once and with the tests included.
  typescript: { ignoreBuildErrors: true },
  // Native addons and drivers stay outside the bundle: the build fails on DuckDB's addon otherwise.
  serverExternalPackages: [
    '@duckdb/node-api',
    '@duckdb/node-bindings',
    'croner',
    'drizzle-orm',
    'pino',
    'postgres',
    'tedious',
  ],
};

export default withMessages(nextConfig);
