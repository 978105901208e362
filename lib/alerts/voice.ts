import type { ChannelName } from '#lib/contract/alert';

/** How messages to the outside are spoken: through what, in which language and zone, with links to where. */
export type Voice = {
  channels: readonly ChannelName[];
  locale: 'es' | 'en';
  zone: string;
  /** Without a slash at its end; null where the address is not known: then messages carry no links. */
  publicUrl: string | null;
};
