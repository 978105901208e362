import { defineConfig } from 'drizzle-kit';

/** `drizzle-kit generate --name <what>` writes the next numbered migration from the schema. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './db/schema/*.ts',
  out: './db/migrations',
});
