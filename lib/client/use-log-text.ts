import { useLocale, useMessages, useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { fillText, templateText } from '#lib/client/fill-text';
import { decimalText } from '#lib/client/format';
import { useFailureTitle } from '#lib/client/use-failure-title';
import { useTimes } from '#lib/client/use-times';
import { Failure, ProblemCode } from '#lib/contract/problem';
import type { LogLine } from '#lib/contract/run';
import { visibleText } from '#lib/contract/visible-text';

const storedLanguage = 'en';

/** Reads a log line in the viewer's language; a line whose code we do not know stays as it was written. */
export function useLogText() {
  const { logLine } = useMessages();
  const locale = useLocale();
  const t = useTranslations('level');
  const titleOf = useFailureTitle();
  const { exactClock, full } = useTimes();
  const textOf = useCallback(
    ({ code, params, message }: LogLine): string => {
      if (code === null) return message;
      const template = templateOf(logLine, code);
      if (template !== undefined) return fillText(template, readable(params, { locale, full })) ?? message;
      const problem = ProblemCode.safeParse(code);
      if (!problem.success || locale === storedLanguage) return message;
      const about = Failure.shape.params.safeParse(params);
      return `${titleOf({ code: problem.data, params: about.data ?? {} })} · ${message}`;
    },
    [logLine, locale, full, titleOf],
  );
  const messageOf = useCallback((line: LogLine) => visibleText(textOf(line)), [textOf]);
  const asText = (line: LogLine) =>
    [exactClock(line.at), t(line.level), line.stepKey, messageOf(line)].filter((part) => part !== null).join('  ');
  return { messageOf, asText };
}

const decimal = /^-?\d+\.\d+$/;

type Reading = { locale: string; full: (iso: string) => string };

/** Numbers with their thousands apart and instants in the zone, as everywhere else. */
function readable(params: LogLine['params'], { locale, full }: Reading): Record<string, unknown> {
  const number = new Intl.NumberFormat(locale, { useGrouping: 'always' });
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      if (typeof value === 'number') return [name, number.format(value)];
      if (typeof value !== 'string') return [name, value];
      if (decimal.test(value)) return [name, decimalText(value, locale)];
      return [name, name === 'at' ? full(value) : value];
    }),
  );
}

/** Codes such as `sales.planned` are nested in the messages. */
function templateOf(templates: unknown, code: string): string | undefined {
  const found = code.split('.').reduce<unknown>((place, name) => fieldOf(place, name), templates);
  return templateText(found);
}

function fieldOf(place: unknown, name: string): unknown {
  return typeof place === 'object' && place !== null
    ? new Map<string, unknown>(Object.entries(place)).get(name)
    : undefined;
}
