'use client';

import { useTranslations } from 'next-intl';
import { reasonWords } from '#lib/client/reason-words';

/** Why something did not happen, in the viewer's language where we know the words. */
export function ReasonText({ reason }: { reason: string }) {
  const t = useTranslations('left');
  const words = reasonWords(reason);
  switch (words.kind) {
    case 'inRun':
    case 'overlap':
      return t(words.kind, { run: words.run });
    case 'onHold':
      return t('onHold', { reason: words.reason });
    case 'other':
      return words.text;
    default:
      return t(words.kind);
  }
}
