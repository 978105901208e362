import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { UsageError } from '#cli/exit-codes';

export function wholeNumber(value: string): number {
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw new UsageError(`${value} is no whole number.`);
}

export function listText(value: string): string[] {
  return value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** The JSON in a file, or on standard input for `-`. */
export async function readJsonFile(path: string): Promise<unknown> {
  const content = await (path === '-' ? text(process.stdin) : readFile(path, 'utf8')).catch((cause: Error) => {
    throw new UsageError(`Cannot read ${path}: ${cause.message}`, { cause });
  });
  return parseJson(content, path);
}

export function parseJson(content: string, from: string): unknown {
  try {
    return JSON.parse(content);
  } catch (cause) {
    throw new UsageError(`${from} is no JSON: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}
