'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { leftOutGroups } from '#lib/client/recovery';
import { useTimes } from '#lib/client/use-times';
import type { LeftOut } from '#lib/contract/recovery';

const shownLines = 12;

/** What is not recovered and why, by reason; the stores behind each reason are one press away. */
export function LeftOutList({ leftOut }: { leftOut: LeftOut[] }) {
  const t = useTranslations('recovery');
  if (leftOut.length === 0) return null;
  return (
    <div>
      <p className="font-medium text-soft text-xs">{t('leftOut')}</p>
      <ul className="mt-1 flex flex-col gap-1 text-sm">
        {leftOutGroups(leftOut).map(({ why, units, lines }) => (
          <li key={why}>
            <details>
              <summary className="cursor-default text-soft">
                {t(`reasons.${why}`, { units, stores: lines.length })}
              </summary>
              <ul className="mt-1 mb-2 flex flex-col gap-0.5 border-line border-l pl-3 text-xs">
                {lines.slice(0, shownLines).map((line) => (
                  <LeftOutLine key={line.storeId + line.runId} line={line} />
                ))}
                {lines.length > shownLines ? (
                  <li className="text-faint">{t('andMore', { count: lines.length - shownLines })}</li>
                ) : null}
              </ul>
            </details>
          </li>
        ))}
      </ul>
    </div>
  );
}

function LeftOutLine({ line: { name, units, from, to, runId, note } }: { line: LeftOut }) {
  const t = useTranslations('recovery');
  const times = useTimes();
  return (
    <li>
      <span className="font-medium">{name}</span> <span className="text-soft">{t('dayCount', { count: units })}</span>{' '}
      <span className="text-faint">{times.range(from, to)}</span>
      {runId ? (
        <>
          {' · '}
          <Link href={`/runs/${runId}`} className="text-accent underline underline-offset-2">
            {t('run', { id: runId })}
          </Link>
        </>
      ) : null}
      {note ? <span className="text-faint"> · {note}</span> : null}
    </li>
  );
}
