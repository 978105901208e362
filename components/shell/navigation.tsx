'use client';

import clsx from 'clsx';
import { CalendarClock, ChartColumn, ListChecks, type LucideIcon, Rows3, ScrollText, Store, Users } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useMay } from '#components/shell/me';

type PlaceName = 'overview' | 'runs' | 'trends' | 'stores' | 'schedules' | 'people' | 'audit';
type Place = { href: string; name: PlaceName; icon: LucideIcon };

const places: readonly Place[] = [
  { href: '/', name: 'overview', icon: Rows3 },
  { href: '/runs', name: 'runs', icon: ListChecks },
  { href: '/trends', name: 'trends', icon: ChartColumn },
  { href: '/stores', name: 'stores', icon: Store },
  { href: '/schedules', name: 'schedules', icon: CalendarClock },
];

const administration: readonly Place[] = [
  { href: '/people', name: 'people', icon: Users },
  { href: '/audit', name: 'audit', icon: ScrollText },
];

export function Navigation() {
  const path = usePathname();
  const shown = useMay('admin') ? [...places, ...administration] : places;
  const t = useTranslations('shell');
  return (
    <nav
      aria-label={t('navigation')}
      className="order-last flex w-full gap-1 overflow-x-auto px-2 pb-2 lg:order-none lg:flex-col lg:overflow-visible lg:px-3 lg:pb-0"
    >
      {shown.map(({ href, name, icon: Icon }) => (
        <Link
          key={href}
          href={href}
          ref={isHere(path, href) ? bringIntoView : null}
          aria-current={isHere(path, href) ? 'page' : undefined}
          className={clsx(
            'flex h-8 flex-1 items-center justify-center gap-2.5 whitespace-nowrap rounded-md px-2.5 font-medium text-sm transition-colors lg:flex-none lg:justify-start',
            isHere(path, href)
              ? 'bg-surface text-ink shadow-[0_0_0_1px_var(--line)]'
              : 'text-soft hover:bg-hover hover:text-ink',
          )}
        >
          <Icon aria-hidden className="hidden size-4 sm:block" />
          {t(name)}
        </Link>
      ))}
    </nav>
  );
}

/** On a narrow screen the sections are wider than the window. */
function bringIntoView(link: HTMLAnchorElement | null): void {
  link?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function isHere(path: string, href: string): boolean {
  return href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);
}
