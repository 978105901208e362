'use client';

import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { problemOf } from '#lib/client/problem';

/** Why a form was refused, inside the form: the code in words, the server's sentence, each place by its path. */
export function ProblemNote({ error }: { error: unknown }) {
  const t = useTranslations('problem');
  const { code, message, details, requestId } = problemOf(error);
  return (
    <div role="alert" className="flex gap-2 rounded-md bg-bad-tint p-3 text-bad">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0">
        <p className="font-medium">{t(code)}</p>
        <p className="break-words text-xs">{message}</p>
        {details.length > 0 ? (
          <ul className="mt-1 max-h-40 overflow-y-auto text-xs">
            {details.map((detail) => (
              <li key={detail.path + detail.message} className="break-words">
                {detail.path ? <code className="font-mono">{detail.path}</code> : null} {detail.message}
              </li>
            ))}
          </ul>
        ) : null}
        {requestId ? <p className="mt-1 text-xs opacity-80">{t('requestId', { id: requestId })}</p> : null}
      </div>
    </div>
  );
}
