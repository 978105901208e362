import type { z } from 'zod';
import type { NewStore, Store, StoreChange } from '#lib/contract/store';

/** A store as a form holds it: text everywhere, empty meaning not given. */
export type StoreDraft = {
  id: string;
  name: string;
  host: string;
  port: string;
  instance: string;
  database: string;
  username: string;
  password: string;
  encryption: Store['encryption'];
  trustCertificate: boolean;
  zone: string;
  query: string;
  controlQuery: string;
  stockQuery: string;
  active: boolean;
  priority: string;
  retries: string;
  retryMinutes: string;
  firstDay: string;
};

const standardPort = '1433';

export function draftOf(store: Store | null): StoreDraft {
  return {
    id: store?.id ?? '',
    name: store?.name ?? '',
    host: store?.host ?? '',
    port: store ? (store.port?.toString() ?? '') : standardPort,
    instance: store?.instance ?? '',
    database: store?.database ?? '',
    username: store?.username ?? '',
    password: '',
    encryption: store?.encryption ?? 'on',
    trustCertificate: store?.trustCertificate ?? false,
    zone: store?.zone ?? '',
    query: store?.query ?? '',
    controlQuery: store?.controlQuery ?? '',
    stockQuery: store?.stockQuery ?? '',
    active: store?.active ?? true,
    priority: String(store?.priority ?? 0),
    firstDay: store?.firstDay ?? '',
    retries: store?.retries?.toString() ?? '',
    retryMinutes: store?.retryMinutes?.toString() ?? '',
  };
}

export function newStoreOf(draft: StoreDraft): z.input<typeof NewStore> {
  return { id: draft.id.trim(), ...changeOf(draft), ...fieldsOf(draft) };
}

/** An empty password leaves the stored one as it is. */
export function changeOf(draft: StoreDraft): StoreChange {
  return { ...fieldsOf(draft), ...(draft.password === '' ? {} : { password: draft.password }) };
}

function fieldsOf(draft: StoreDraft) {
  return {
    name: draft.name,
    host: draft.host,
    port: numberOrNull(draft.port),
    instance: textOrNull(draft.instance),
    database: draft.database,
    username: draft.username,
    encryption: draft.encryption,
    trustCertificate: draft.trustCertificate,
    zone: textOrNull(draft.zone),
    query: textOrNull(draft.query),
    controlQuery: textOrNull(draft.controlQuery),
    stockQuery: textOrNull(draft.stockQuery),
    active: draft.active,
    priority: Number(draft.priority),
    firstDay: draft.firstDay,
    retries: numberOrNull(draft.retries),
    retryMinutes: numberOrNull(draft.retryMinutes),
  };
}

function numberOrNull(text: string): number | null {
  return text.trim() === '' ? null : Number(text);
}

function textOrNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}
