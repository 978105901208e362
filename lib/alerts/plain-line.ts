/** Breaks, controls and marks that turn the direction of text: a store's name must not end a line or hide one. */
const disturbing = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gu;

/** Text from outside as part of one line. */
export function plainLine(text: string): string {
  return text.replace(disturbing, ' ').trim();
}
