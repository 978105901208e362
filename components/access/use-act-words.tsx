'use client';

import { useTranslations } from 'next-intl';
import { actKey } from '#lib/client/audit';

/** What somebody did, in words; an act that this version does not know keeps its name. */
export function useActWords(): (act: string) => string {
  const t = useTranslations('audit.acts');
  return (act) => {
    const key = wordKey(act);
    return t.has(key) ? t(key) : act;
  };
}

/** True for every act of this version, as the test of the words holds; `has` asks for the others. */
function wordKey(act: string): 'post_runs' {
  return actKey(act) as 'post_runs';
}
