import { randomUUID } from 'node:crypto';
import type { Channel } from '#lib/alerts/channel';
import { testNotice } from '#lib/alerts/notice-of';
import { errorText } from '#lib/alerts/send-due';
import type { Voice } from '#lib/alerts/voice';
import type { ChannelTest } from '#lib/contract/alert';

const mostMs = 25_000;

/** A message of its own through each channel, not through the outbox: the person who asks wants to see it fail. */
export function testChannels(channels: readonly Channel[], voice: Voice): Promise<ChannelTest[]> {
  return Promise.all(channels.map((channel) => testOne(channel, voice)));
}

async function testOne(channel: Channel, voice: Voice): Promise<ChannelTest> {
  const startedAt = performance.now();
  const message = { key: randomUUID(), inReplyTo: null, notice: testNotice(voice) };
  const error = await channel.send(message, AbortSignal.timeout(mostMs)).catch(errorText);
  return { channel: channel.name, ok: error === null, ms: Math.round(performance.now() - startedAt), error };
}
