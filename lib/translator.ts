import { createTranslator } from 'next-intl';
import en from '#messages/en.json' with { type: 'json' };
import es from '#messages/es.json' with { type: 'json' };

const messages = { es, en };

/**
 * The texts of the pages for what leaves the product: mails and files. Next compiles the messages of its own bundle,
 * and leaves out what reads them uncompiled: routes come here through the running program alone.
 */
export function translator(locale: keyof typeof messages) {
  return createTranslator({ locale, messages: messages[locale] });
}

export type Translator = ReturnType<typeof translator>;
