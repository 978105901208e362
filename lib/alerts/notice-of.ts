import { plainLine } from '#lib/alerts/plain-line';
import type { Voice } from '#lib/alerts/voice';
import type { AlertEvent, AlertNotice, Incident, IncidentStore } from '#lib/contract/alert';
import { headlineOf, jobNameKey } from '#lib/contract/alert-words';
import { type Translator, translator } from '#lib/translator';

const mostStores = 20;

/** What is told of an incident, in the voice's language; the same object is the body of the webhook. */
export function noticeOf(told: Incident, event: AlertEvent, voice: Voice): AlertNotice {
  const t = translator(voice.locale);
  const incident = { ...told, stores: told.stores.map((store) => ({ ...store, name: plainLine(store.name) })) };
  return {
    version: 1,
    event: `alert.${event}`,
    incident: factsOf(incident, voice),
    title: titleOf(t, incident),
    lines: event === 'opened' ? openedLines(t, incident, voice) : resolvedLines(t, incident, voice),
    url: linkTo(voice, '/alerts'),
  };
}

export function testNotice(voice: Voice): AlertNotice {
  const t = translator(voice.locale);
  return {
    version: 1,
    event: 'alert.test',
    incident: null,
    title: t('alerts.mail.testTitle'),
    lines: [t('alerts.mail.testLine')],
    url: linkTo(voice, '/alerts'),
  };
}

const linkTo = ({ publicUrl }: Voice, path: string): string | null => (publicUrl === null ? null : publicUrl + path);

function factsOf(incident: Incident, voice: Voice): NonNullable<AlertNotice['incident']> {
  const { id, kind, cause, job, openedAt, resolvedAt, resolution, recovered, runId, stores } = incident;
  return {
    ...{ id, kind, cause, job, openedAt, resolvedAt, resolution, recovered },
    run: runId === null ? null : { id: runId, url: linkTo(voice, `/runs/${runId}`) },
    stores: stores.map(({ storeId, name, daysBehind, failure }) => ({
      ...{ id: storeId, name, daysBehind },
      url: linkTo(voice, `/?store=${encodeURIComponent(storeId)}`),
      message: failure?.message ?? null,
    })),
  };
}

function titleOf(t: Translator, incident: Incident): string {
  const { key, values } = headlineOf(incident);
  const jobKey = jobNameKey(incident.job);
  return t(`alerts.${key}`, { ...values, job: jobKey ? t(`alerts.${jobKey}`) : plainLine(incident.job ?? '') });
}

function openedLines(t: Translator, incident: Incident, voice: Voice): string[] {
  const { cause, stores, failure, openedAt } = incident;
  const why = t(`alerts.cause.${cause}`, { count: stores.length });
  const detail = stores.length === 0 && failure ? [plainLine(failure.message).slice(0, 500)] : [];
  const since = t('alerts.mail.since', { at: clockOf(openedAt, voice) });
  return [why, ...detail, ...storeLines(t, stores, (store) => storeLine(t, store)), since];
}

function resolvedLines(t: Translator, incident: Incident, voice: Voice): string[] {
  const { recovered, stores, openedAt, resolvedAt } = incident;
  const brought = recovered ? [t('alerts.recovered', { ...recovered, verified: String(recovered.verified) })] : [];
  const span = { from: clockOf(openedAt, voice), to: clockOf(resolvedAt ?? openedAt, voice) };
  const named = storeLines(t, stores, ({ name, storeId: id }) => t('alerts.mail.storePlain', { name, id }));
  return [...brought, ...named, t('alerts.mail.until', span)];
}

function storeLines(t: Translator, stores: IncidentStore[], lineOf: (store: IncidentStore) => string): string[] {
  const lines = stores.slice(0, mostStores).map((store) => `· ${lineOf(store)}`);
  const left = stores.length - lines.length;
  return left > 0 ? [...lines, t('alerts.mail.moreStores', { count: left })] : lines;
}

function storeLine(t: Translator, { storeId: id, name, daysBehind, failure }: IncidentStore): string {
  if (daysBehind !== null) return t('alerts.mail.storeDays', { name, id, days: daysBehind });
  if (!failure) return t('alerts.mail.storePlain', { name, id });
  return t('alerts.mail.store', { name, id, why: whyOf(t, failure) });
}

/** By its cause where the pages have words for it, by its code otherwise. */
function whyOf(t: Translator, { code, params }: NonNullable<IncidentStore['failure']>): string {
  const cause = `cause.${params.why}`;
  return isText(t, cause) ? t(cause) : t(`failure.${code}`);
}

/** True because `has` looks the key up in the texts. */
function isText(t: Translator, key: string): key is 'cause.login' {
  return typeof key === 'string' && t.has(key as 'cause.login');
}

function clockOf(iso: string, { locale, zone }: Voice): string {
  const format = new Intl.DateTimeFormat(locale === 'es' ? 'es-VE' : 'en-US', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: zone,
  });
  return format.format(new Date(iso));
}
