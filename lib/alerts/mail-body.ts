import type { AlertNotice } from '#lib/contract/alert';
import { translator } from '#lib/translator';

/** The notice as a subject, as text and as simple HTML. Everything in it is escaped: store names and messages come from outside. */
export function mailBody({ event, title, lines, url, incident }: AlertNotice, locale: 'es' | 'en') {
  const t = translator(locale);
  const run = incident?.run?.url ?? null;
  const links = [
    ...(url === null ? [] : [{ text: t('alerts.mail.open'), url }]),
    ...(run === null ? [] : [{ text: t('alerts.mail.run'), url: run }]),
  ];
  const foot = t('alerts.mail.foot');
  return {
    subject: event === 'alert.test' ? title : t(subjects[event], { headline: title }),
    text: [title, '', ...lines, '', ...links.map((link) => `${link.text}: ${link.url}`), '', foot, ''].join('\n'),
    html: `<!doctype html><html lang="${locale}"><body style="font-family:system-ui,sans-serif;line-height:1.5">
<h1 style="font-size:18px">${escaped(title)}</h1>
${lines.map((line) => `<p style="margin:0 0 4px">${escaped(line)}</p>`).join('\n')}
${links.map((link) => `<p style="margin:12px 0 0"><a href="${escaped(link.url)}">${escaped(link.text)}</a></p>`).join('\n')}
<p style="margin:20px 0 0;color:#666;font-size:12px">${escaped(foot)}</p>
</body></html>
`,
  };
}

const subjects = {
  'alert.opened': 'alerts.mail.openedSubject',
  'alert.resolved': 'alerts.mail.resolvedSubject',
} as const;

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
