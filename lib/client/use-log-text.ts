import { useMessages, useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { fillText } from '#lib/client/fill-text';
import { useTimes } from '#lib/client/use-times';
import type { LogLine } from '#lib/contract/run';

/** Reads a log line in the viewer's language; a line whose code we do not know stays as it was written. */
export function useLogText() {
  const { logLine } = useMessages();
  const t = useTranslations('level');
  const { exactClock } = useTimes();
  const messageOf = useCallback(
    ({ code, params, message }: LogLine): string => {
      const template = code === null ? undefined : templateOf(logLine, code);
      return (template === undefined ? null : fillText(template, params)) ?? message;
    },
    [logLine],
  );
  const asText = (line: LogLine) =>
    [exactClock(line.at), t(line.level), line.stepKey, messageOf(line)].filter((part) => part !== null).join('  ');
  return { messageOf, asText };
}

/** Codes such as `step.retry_planned` are nested in the messages. */
function templateOf(templates: unknown, code: string): string | undefined {
  const found = code.split('.').reduce<unknown>((place, name) => fieldOf(place, name), templates);
  return typeof found === 'string' ? found : undefined;
}

function fieldOf(place: unknown, name: string): unknown {
  return typeof place === 'object' && place !== null
    ? new Map<string, unknown>(Object.entries(place)).get(name)
    : undefined;
}
