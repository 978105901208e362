import { createTranslator } from 'next-intl';
import type { Config } from '#lib/config';
import type { FileLook } from '#lib/contract/endpoints/exports';
import en from '#messages/en.json' with { type: 'json' };
import es from '#messages/es.json' with { type: 'json' };

const messages = { es, en };

/** In which language and zone a file is written. */
export function fileVoice({ locale, zone }: FileLook, { FLUXION_ZONE }: Pick<Config, 'FLUXION_ZONE'>) {
  return {
    locale,
    zone: zone ?? FLUXION_ZONE,
    t: createTranslator({ locale, messages: messages[locale] }),
  };
}

export type FileVoice = ReturnType<typeof fileVoice>;
