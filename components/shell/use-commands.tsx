import { useQuery } from '@tanstack/react-query';
import {
  Bell,
  Boxes,
  CalendarClock,
  ChartColumn,
  CircleUser,
  Clock,
  DatabaseZap,
  Languages,
  ListChecks,
  type LucideIcon,
  Monitor,
  Moon,
  Play,
  Rows3,
  ScrollText,
  Store,
  Sun,
  Users,
} from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import type { PaletteProps } from '#components/shell/command-palette';
import { useMay } from '#components/shell/me';
import { paintTheme } from '#components/shell/theme-switch';
import type { SheetItem } from '#components/ui/search-sheet';
import type { FoundGroup } from '#lib/client/fuzzy';
import { themes } from '#lib/client/locale';
import { everyRun } from '#lib/client/run-list';
import { definitionsQuery, runsQuery } from '#lib/client/runs';
import { storesQuery } from '#lib/client/stores';
import { useTimes } from '#lib/client/use-times';
import type { Role } from '#lib/contract/access';
import type { Definition } from '#lib/contract/definition';

/** `next` is what is asked before anything is done. */
export type Command = SheetItem & {
  act?: () => void;
  next?: { kind: 'job'; job: Definition } | { kind: 'zone' };
};

const pages = [
  { href: '/', name: 'overview', icon: Rows3 },
  { href: '/?tab=stock', name: 'stock', icon: Boxes },
  { href: '/runs', name: 'runs', icon: ListChecks },
  { href: '/trends', name: 'trends', icon: ChartColumn },
  { href: '/alerts', name: 'alerts', icon: Bell },
  { href: '/stores', name: 'stores', icon: Store },
  { href: '/schedules', name: 'schedules', icon: CalendarClock },
  { href: '/account', name: 'account', icon: CircleUser },
  { href: '/people', name: 'people', icon: Users, needs: 'admin' },
  { href: '/audit', name: 'audit', icon: ScrollText, needs: 'admin' },
] as const satisfies readonly { href: string; name: string; icon: LucideIcon; needs?: Role }[];

const themeIcons = { system: Monitor, light: Sun, dark: Moon };
const recentRuns = 10;

type Choices = Omit<PaletteProps, 'onClose'>;

/** What the palette offers, in the order in which it is most often wanted. */
export function useCommands(choices: Choices): FoundGroup<Command>[] {
  const t = useTranslations('palette');
  const go = useRouter().push;
  const isAdmin = useMay('admin');
  const toPages = pages
    .filter((page) => isAdmin || !('needs' in page))
    .map(({ href, name, icon }) => ({
      id: href,
      label: t(`pages.${name}`),
      icon,
      act: () => go(href),
    }));
  return [
    { value: t('groups.pages'), items: toPages },
    { value: t('groups.acts'), items: useActs(choices, go) },
    { value: t('groups.stores'), items: useStores(go) },
    { value: t('groups.jobs'), items: useJobs() },
    { value: t('groups.runs'), items: useRuns(go) },
  ];
}

type Go = (href: string) => void;

function useActs({ theme, onLocale, onTheme }: Choices, go: Go): Command[] {
  const t = useTranslations();
  const other = useLocale() === 'es' ? 'en' : 'es';
  const mayAct = useMay('operator');
  const recover = { id: 'recover', label: t('palette.recoverAll'), icon: DatabaseZap, act: () => go('/?recover=all') };
  return [
    ...(mayAct ? [recover] : []),
    { id: 'zone', label: t('zone.title'), icon: Clock, next: { kind: 'zone' } },
    { id: 'language', label: t('shell.otherLanguage'), icon: Languages, act: () => void onLocale(other) },
    ...themes.map((name) => ({
      id: `theme-${name}`,
      label: t(`shell.theme.${name}`),
      icon: themeIcons[name],
      chosen: name === theme,
      act: () => {
        paintTheme(name);
        void onTheme(name);
      },
    })),
  ];
}

function useStores(go: Go): Command[] {
  const stores = useQuery(storesQuery).data?.items ?? [];
  return stores.map(({ id, name }) => ({
    id: `store-${id}`,
    label: name,
    words: id,
    note: id,
    icon: Store,
    act: () => go(`/?store=${encodeURIComponent(id)}`),
  }));
}

/** Only jobs that can be run without being told anything: the rest have forms of their own. */
function useJobs(): Command[] {
  const t = useTranslations('palette');
  const locale = useLocale() === 'en' ? 'en' : 'es';
  const mayAct = useMay('operator');
  const jobs = useQuery(definitionsQuery).data?.items ?? [];
  if (!mayAct) return [];
  return jobs
    .filter(({ input }) => !Array.isArray(input.required) || input.required.length === 0)
    .map((job) => ({
      id: `job-${job.name}`,
      label: t('runJob', { job: job.name }),
      words: job.summary[locale],
      icon: Play,
      next: { kind: 'job', job },
    }));
}

function useRuns(go: Go): Command[] {
  const t = useTranslations();
  const times = useTimes();
  const runs = useQuery(runsQuery(everyRun, recentRuns)).data?.items ?? [];
  return runs.map(({ id, job, state, createdAt }) => ({
    id: `run-${id}`,
    label: t('palette.run', { id, job }),
    note: `${t(`state.${state}`)} · ${times.instant(createdAt)}`,
    icon: ListChecks,
    act: () => go(`/runs/${id}`),
  }));
}
