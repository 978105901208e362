const escapeSign = String.fromCharCode(0x1b);

/** Colours of a terminal, which say nothing here. */
const colours = new RegExp(`${escapeSign}\\[[\\d;:]*m`, 'g');

/** Controls, and marks that turn, join or hide text, or that begin a line elsewhere. */
const hidden =
  /[\p{Cc}\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/**
 * Text of a source, a page or a person as it may be shown: nothing in it can hide, turn around or overwrite what stands beside it, and nothing is
 * lost, because what cannot be seen is named (`<U+202E>`). Colours go, line ends stay.
 */
export function visibleText(text: string): string {
  return text.toWellFormed().replaceAll('\r\n', '\n').replace(colours, '').replace(hidden, nameOf);
}

function nameOf(sign: string): string {
  if (sign === '\t' || sign === '\n') return sign;
  const code = sign.codePointAt(0) ?? 0;
  // The pictures of the control characters stand in Unicode in their order: ␀ to ␟.
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}
