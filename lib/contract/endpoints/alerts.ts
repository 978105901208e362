import { z } from 'zod';
import { AlertSummary, ChannelTest, Incident } from '#lib/contract/alert';
import { defineEndpoint } from '#lib/contract/endpoint';
import { Id, pageOf } from '#lib/contract/page';
import { Cursor, limitOf } from '#lib/contract/query';

export const IncidentState = z.enum(['open', 'resolved']);
export type IncidentState = z.infer<typeof IncidentState>;

export const AlertFilter = z.strictObject({
  state: IncidentState.optional(),
  after: Cursor.optional(),
  limit: limitOf(30, 200),
});
export type AlertFilter = z.infer<typeof AlertFilter>;

export const listAlerts = defineEndpoint({
  method: 'GET',
  path: '/api/alerts',
  access: 'viewer',
  summary: 'Incidents, newest first, each with its stores and what became of its messages.',
  query: AlertFilter,
  answer: pageOf(Incident),
});

export const alertSummary = defineEndpoint({
  method: 'GET',
  path: '/api/alerts/summary',
  access: 'viewer',
  summary: 'How many incidents are open and not acknowledged, and which channels there are.',
  answer: AlertSummary,
});

export const acknowledgeAlert = defineEndpoint({
  method: 'POST',
  path: '/api/alerts/{id}/acknowledgement',
  access: 'operator',
  summary:
    'Takes an incident off the bell’s count; the first who does so is named. It stays open until its cause is gone.',
  params: z.strictObject({ id: Id }),
  answer: Incident,
});

export const testAlerts = defineEndpoint({
  method: 'POST',
  path: '/api/alerts/tests',
  access: 'editor',
  summary: 'Sends a test message through every channel. A channel that fails is an answer, not an error.',
  answer: pageOf(ChannelTest),
});
