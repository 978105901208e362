'use client';

import { Check, Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button, type ButtonSize } from '#components/ui/button';
import { useToasts } from '#components/ui/toasts';

type CopyButtonProps = { text: string; label?: string; size?: ButtonSize };

/** Puts a text on the clipboard, and says that it is there. */
export function CopyButton({ text, label, size = 'small' }: CopyButtonProps) {
  const t = useTranslations('action');
  const { failed } = useToasts();
  const [copied, setCopied] = useState<string | null>(null);
  const isCopied = copied === text;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(text);
    } catch {
      // Browsers keep the clipboard from pages that came over plain http from another machine.
      failed({ title: t('copyFailed'), description: t('copyByHand') });
    }
  };
  return (
    <Button size={size} icon={isCopied ? <Check aria-hidden /> : <Copy aria-hidden />} onClick={copy}>
      <span aria-live="polite">{isCopied ? t('copied') : (label ?? t('copy'))}</span>
    </Button>
  );
}
