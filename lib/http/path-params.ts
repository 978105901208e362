import { AppError } from '#lib/errors';

/** The values of `{name}` places of a path, decoded. The router has matched the path already. */
export function pathParams(pattern: string, pathname: string): Record<string, string> {
  const given = pathname.split('/');
  const places = pattern.split('/').flatMap((part, index): [string, number][] => {
    return part.startsWith('{') ? [[part.slice(1, -1), index]] : [];
  });
  return Object.fromEntries(places.map(([name, index]) => [name, decoded(given[index] ?? '')]));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw new AppError('malformed', 'The path is not valid percent-encoding.', { cause });
  }
}
