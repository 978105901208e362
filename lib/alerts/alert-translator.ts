import { createTranslator } from 'next-intl';
import type { Voice } from '#lib/alerts/voice';
import en from '#messages/en.json' with { type: 'json' };
import es from '#messages/es.json' with { type: 'json' };

const messages = { es, en };

/** The texts of the pages, for messages to the outside. */
export function alertTranslator({ locale }: Pick<Voice, 'locale'>) {
  return createTranslator({ locale, messages: messages[locale] });
}

export type AlertTranslator = ReturnType<typeof alertTranslator>;
