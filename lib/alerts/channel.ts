import type { AlertNotice, ChannelName } from '#lib/contract/alert';

export type Message = {
  /** The same in every attempt: the receiver tells by it what came twice. */
  key: string;
  /** The key of the message that opened the incident, where this one ends it. */
  inReplyTo: string | null;
  notice: AlertNotice;
};

/** A way to people outside. `send` throws, with a sentence for a person, when the message was not taken. */
export type Channel = {
  name: ChannelName;
  /** Answers what is worth noting of a message that was taken, such as a receiver who was refused. */
  send: (message: Message, signal: AbortSignal) => Promise<string | null>;
};
