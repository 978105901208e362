import type { Channel } from '#lib/alerts/channel';
import { mailChannel } from '#lib/alerts/mail-channel';
import { testChannels } from '#lib/alerts/test-channels';
import type { Voice } from '#lib/alerts/voice';
import { webhookChannel } from '#lib/alerts/webhook-channel';
import type { Config } from '#lib/config';
import type { ChannelTest } from '#lib/contract/alert';
import { egressPolicy } from '#lib/egress/policy';

/** How this program tells people outside of what happens. */
export type Alerts = {
  channels: readonly Channel[];
  voice: Voice;
  /** Sends a test message through every channel, now, and says what became of each. */
  test: () => Promise<ChannelTest[]>;
};

export function openAlerts(config: Config): Alerts {
  const channels = channelsOf(config);
  const voice: Voice = {
    channels: channels.map(({ name }) => name),
    locale: config.ALERT_LOCALE,
    zone: config.FLUXION_ZONE,
    publicUrl: config.PUBLIC_URL ?? null,
  };
  return { channels, voice, test: () => testChannels(channels, voice) };
}

function channelsOf(config: Config): Channel[] {
  const { SMTP_URL, ALERT_EMAIL_FROM, ALERT_EMAIL_TO, ALERT_WEBHOOK_URL, ALERT_WEBHOOK_SECRET, ALERT_LOCALE } = config;
  const mail =
    SMTP_URL && ALERT_EMAIL_FROM && ALERT_EMAIL_TO
      ? [mailChannel({ url: SMTP_URL, from: ALERT_EMAIL_FROM, to: ALERT_EMAIL_TO, locale: ALERT_LOCALE })]
      : [];
  const egress = egressPolicy(config);
  const webhook = ALERT_WEBHOOK_URL
    ? [webhookChannel({ url: ALERT_WEBHOOK_URL, secret: ALERT_WEBHOOK_SECRET, egress })]
    : [];
  return [...mail, ...webhook];
}
