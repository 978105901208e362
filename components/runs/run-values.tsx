'use client';

import { Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button';
import { Panel } from '#components/ui/panel';
import { useToasts } from '#components/ui/toasts';
import type { Run } from '#lib/contract/run';

/** A region that scrolls must be reachable by keyboard. */
const scrollsByKeyboard = { tabIndex: 0 };

/** What went in and what came out, exactly as machines have it. */
export function RunValues({ run: { input, result } }: { run: Run }) {
  const t = useTranslations('run');
  return (
    <Panel title={t('values')} flush>
      <div className="grid divide-line max-sm:divide-y sm:grid-cols-2 sm:divide-x">
        <Value title={t('input')} value={input} />
        <Value title={t('result')} value={result} />
      </div>
    </Panel>
  );
}

function Value({ title, value }: { title: string; value: unknown }) {
  const t = useTranslations('run');
  const { done, failed } = useToasts();
  const text = JSON.stringify(value, null, 2);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      done({ title: t('valueCopied') });
    } catch {
      failed({ title: t('copyFailed') });
    }
  };
  return (
    <div className="min-w-0 px-4 py-3">
      <div className="mb-1.5 flex items-center justify-between">
        <h3 className="font-medium text-soft text-xs">{title}</h3>
        {value === null ? null : (
          <Button
            size="small"
            look="quiet"
            icon={<Copy aria-hidden />}
            aria-label={t('copyValue', { title })}
            onClick={copy}
          />
        )}
      </div>
      {value === null ? (
        <p className="text-faint">{t('noValue')}</p>
      ) : (
        <pre {...scrollsByKeyboard} className="max-h-64 overflow-auto font-mono text-xs leading-5">
          {text}
        </pre>
      )}
    </div>
  );
}
