import { Minus, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Change } from '#lib/client/audit-changes';

/** What was and what is, field by field; signs say it beside the colours. */
export function ChangeList({ changes }: { changes: readonly Change[] }) {
  return (
    <dl className="divide-y divide-line overflow-hidden rounded-md border border-line">
      {changes.map(({ path, before, after }) => (
        <div key={path} className="grid gap-x-3 px-3 py-2 sm:grid-cols-[10rem_minmax(0,1fr)]">
          <dt className="break-all font-mono text-faint text-xs leading-5">{path}</dt>
          <dd className="flex min-w-0 flex-col gap-0.5">
            <Side sign="before" text={before} />
            <Side sign="after" text={after} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

const sides = {
  before: { icon: Minus, look: 'bg-bad-tint text-bad' },
  after: { icon: Plus, look: 'bg-ok-tint text-ok' },
} as const;

function Side({ sign, text }: { sign: keyof typeof sides; text: string | undefined }) {
  const t = useTranslations('audit');
  if (text === undefined) return null;
  const { icon: Icon, look } = sides[sign];
  return (
    <span className={`flex gap-1.5 rounded-sm px-1.5 font-mono text-xs leading-5 ${look}`}>
      <Icon aria-hidden className="mt-1 size-3 shrink-0" />
      <span className="sr-only">{t(sign)}: </span>
      <span className="min-w-0 break-words">{text}</span>
    </span>
  );
}

/** What was asked for, field by field. */
export function FieldList({ fields }: { fields: readonly [string, string][] }) {
  return (
    <dl className="divide-y divide-line overflow-hidden rounded-md border border-line">
      {fields.map(([path, text]) => (
        <div key={path} className="grid gap-x-3 px-3 py-1.5 sm:grid-cols-[10rem_minmax(0,1fr)]">
          <dt className="break-all font-mono text-faint text-xs leading-5">{path}</dt>
          <dd className="min-w-0 break-words font-mono text-xs leading-5">{text}</dd>
        </div>
      ))}
    </dl>
  );
}
