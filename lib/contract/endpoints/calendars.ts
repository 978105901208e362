import { z } from 'zod';
import { CompanyCalendar, StoreCalendar } from '#lib/contract/calendar';
import { defineEndpoint } from '#lib/contract/endpoint';
import { StoreId } from '#lib/contract/store';

const OneStore = z.strictObject({ id: StoreId });

export const getStoreCalendar = defineEndpoint({
  method: 'GET',
  path: '/api/stores/{id}/calendar',
  access: 'viewer',
  summary: 'When a store does not trade: weekdays, and single days.',
  params: OneStore,
  answer: StoreCalendar,
});

export const setStoreCalendar = defineEndpoint({
  method: 'PUT',
  path: '/api/stores/{id}/calendar',
  access: 'editor',
  summary: 'Replaces the calendar of a store. It counts at once, also for past days.',
  params: OneStore,
  body: StoreCalendar,
  answer: StoreCalendar,
});

export const getCompanyCalendar = defineEndpoint({
  method: 'GET',
  path: '/api/calendar',
  access: 'viewer',
  summary: 'The holidays on which no store trades.',
  answer: CompanyCalendar,
});

export const setCompanyCalendar = defineEndpoint({
  method: 'PUT',
  path: '/api/calendar',
  access: 'editor',
  summary: 'Replaces the holidays of the company. They count at once, also for past days.',
  body: CompanyCalendar,
  answer: CompanyCalendar,
});
