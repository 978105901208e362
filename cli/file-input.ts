import type { z } from 'zod';
import { UsageError } from '#cli/exit-codes';
import { readJsonFile } from '#cli/parse-options';

/**
 * A file as an import takes it. It is checked here by the schema that the server uses, and sent as it was written: the
 * server fills in what is left out.
 */
export async function fileInput<Schema extends z.ZodType>(schema: Schema, path: string): Promise<z.input<Schema>> {
  const content = await readJsonFile(path);
  const parsed = schema.safeParse(content);
  if (parsed.success) return inputOf<Schema>(content);
  const problems = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new UsageError(`${path} cannot be imported:\n${problems.join('\n')}`);
}

/** True because the schema has just taken it. */
function inputOf<Schema extends z.ZodType>(content: unknown): z.input<Schema> {
  return content as z.input<Schema>;
}
