import type { ProblemDetail } from '#lib/contract/problem';
import { StoreFile } from '#lib/contract/store';
import { AppError } from '#lib/errors';
import { queryProblems } from '#lib/sources/check-query';

/** The file, its defaults filled in. Throws `invalid_input` with every problem by its path, as `stores[3].port`. */
export function readStoreFile(file: unknown): StoreFile {
  const parsed = StoreFile.safeParse(file);
  const details = parsed.success
    ? [...repeatedIds(parsed.data), ...badQueries(parsed.data)]
    : parsed.error.issues.map(({ path, message }) => ({ path: pathText(path), message }));
  if (parsed.success && details.length === 0) return parsed.data;
  throw new AppError('invalid_input', details.map(({ path, message }) => `${path}: ${message}`).join('\n'), {
    details,
  });
}

function repeatedIds(file: StoreFile): ProblemDetail[] {
  const first = new Map<string, number>();
  return file.stores.flatMap(({ id }, index) => {
    const earlier = first.get(id);
    if (earlier === undefined) first.set(id, index);
    return earlier === undefined
      ? []
      : [{ path: `stores[${index}].id`, message: `is also the id of stores[${earlier}]` }];
  });
}

function badQueries({ stores }: StoreFile): ProblemDetail[] {
  return stores.flatMap((store, index) =>
    queryProblems(store).map(({ path, message }) => ({ path: `stores[${index}].${path}`, message })),
  );
}

function pathText(path: readonly PropertyKey[]): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return text.replace(/^\./, '') || 'file';
}
