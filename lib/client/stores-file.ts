import { CallError } from '#lib/contract/call';
import { StoreFile, type StoreFileInput } from '#lib/contract/store';

const mostProblems = 20;

/** Reads a chosen file as a list of stores, or throws the refusal that the server would give, place by place. */
export async function readStoresFile(file: File): Promise<StoreFileInput> {
  const parsed = StoreFile.safeParse(jsonOf(await file.text(), file.name));
  if (parsed.success) return parsed.data;
  const details = parsed.error.issues
    .slice(0, mostProblems)
    .map(({ path, message }) => ({ path: path.join('.'), message }));
  throw refusal(`${file.name} is not a list of stores: ${parsed.error.issues.length} problem(s).`, details);
}

function jsonOf(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw refusal(`${name} is not JSON: ${error instanceof Error ? error.message : String(error)}`, []);
  }
}

function refusal(message: string, details: { path: string; message: string }[]): CallError {
  return new CallError(422, { code: 'invalid_input', message, details, requestId: '' });
}
