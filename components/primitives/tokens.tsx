import { useTranslations } from 'next-intl';

/** As `globals.css` names them. */
const colours = [
  ...['canvas', 'surface', 'raised', 'sunken', 'hover', 'line', 'line-strong', 'control'],
  ...['ink', 'ink-soft', 'ink-faint', 'ink-inverse', 'accent', 'accent-tint'],
  ...['ok', 'warn', 'bad', 'busy', 'wait', 'calm'].flatMap((tone) => [tone, `${tone}-tint`, `${tone}-solid`]),
];
const sizes = ['text-xs', 'text-sm', 'text-base', 'text-lg', 'text-xl', 'text-2xl'];
const spaces = [1, 2, 3, 4, 6, 8, 12];
const corners = ['rounded-sm', 'rounded-md', 'rounded-lg', 'rounded-full'];
const motions = ['--motion-quick', '--motion-usual', '--motion-slow'];

export function Tokens() {
  const t = useTranslations('primitives');
  return (
    <>
      <h3 className="font-semibold">{t('colours')}</h3>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(7.5rem,1fr))] gap-2">
        {colours.map((name) => (
          <li key={name} className="text-xs">
            <span className="block h-8 rounded-md border border-line" style={{ background: `var(--${name})` }} />
            <code>--{name}</code>
          </li>
        ))}
      </ul>
      <h3 className="font-semibold">{t('type')}</h3>
      <ul className="flex flex-col gap-1">
        {sizes.map((size) => (
          <li key={size} className={size}>
            {t('sample')} 0123456789 <code className="font-mono text-faint text-xs">{size}</code>
          </li>
        ))}
      </ul>
      <h3 className="font-semibold">{t('space')}</h3>
      <ul className="flex flex-wrap items-end gap-3 text-xs">
        {spaces.map((space) => (
          <li key={space}>
            <span className="block bg-accent" style={{ width: `${space / 4}rem`, height: `${space / 4}rem` }} />
            {space}
          </li>
        ))}
        {corners.map((corner) => (
          <li key={corner}>
            <span className={`block size-8 border border-line-strong bg-surface ${corner}`} />
            {corner}
          </li>
        ))}
        {motions.map((motion) => (
          <li key={motion} className="group">
            <span
              className="block size-8 rounded-md bg-accent transition-transform group-hover:translate-x-3"
              style={{ transitionDuration: `var(${motion})` }}
            />
            <code>{motion}</code>
          </li>
        ))}
      </ul>
    </>
  );
}
