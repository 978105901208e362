/** Text as it is searched: lower case, without accents, in one line. Both sides of a comparison are folded. */
export function foldText(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s/g, ' ');
}
