const plainAscii = /^[\x20-\x60\x7b-\x7e]*$/;

/**
 * The sort key of a text under SQL_Latin1_General_CP1_CI_AS, near enough: case does not matter, trailing blanks
 * do not matter, an accent makes a difference after its letter.
 */
export function collationKey(text: string): string {
  const trimmed = text.endsWith(' ') ? text.trimEnd() : text;
  if (plainAscii.test(trimmed)) return trimmed;
  return trimmed.toUpperCase().normalize('NFD');
}
