const unsafe = /[^\w.-]+/g;
const longest = 150;
/** Devices of Windows, with whatever ending. */
const device = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** A name that a file may have on every system, and that leaves neither its folder nor the header that it stands in. */
export function fileName(wanted: string): string {
  const name = wanted
    .replace(unsafe, '_')
    .replaceAll(/\.{2,}/g, '.')
    .replace(/^[.-]+/, '')
    .slice(-longest)
    .replace(/[.]+$/, '');
  if (name === '') return 'file';
  return device.test(name) ? `_${name}` : name;
}
