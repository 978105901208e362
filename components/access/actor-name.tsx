import { Bot, CircleHelp, KeyRound, type LucideIcon, User } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { AuditActor } from '#lib/contract/audit';

const icons: Record<AuditActor['kind'], LucideIcon> = {
  person: User,
  key: KeyRound,
  nobody: CircleHelp,
  system: Bot,
};

/** Who did it, and whether that is a person, a key or the program. */
export function ActorName({ actor: { kind, id, name } }: { actor: AuditActor }) {
  const t = useTranslations('audit');
  const Icon = icons[kind];
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5">
      <Icon aria-hidden className="size-3.5 shrink-0 text-faint" />
      <span className="sr-only">{t(`actors.${kind}`)}: </span>
      <span className="break-words">{name ?? id ?? t(`actors.${kind}`)}</span>
    </span>
  );
}
