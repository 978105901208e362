import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mailChannel } from '#lib/alerts/mail-channel';
import { testNotice } from '#lib/alerts/notice-of';
import { plainLine } from '#lib/alerts/plain-line';
import { mailReceiver } from '#lib/alerts/testing/receivers';

const hostile = [
  ...[
    'x\r\nBcc: thief@evil.example',
    'x\nBcc: thief@evil.example',
    'x\rBcc: thief@evil.example',
    'x\r\n\r\n<b>body</b>',
  ],
  ...[
    'x\r\nContent-Type: text/html',
    'x\u2028Bcc: thief@evil.example',
    'x\u0085Bcc: thief@evil.example',
    'x\0\r\n.\r\nMAIL FROM:<a@b>',
  ],
  ...[
    '=?utf-8?q?x=0D=0ABcc:_thief@evil.example?=',
    'x\r\n\tBcc: thief@evil.example',
    '%0d%0aBcc: thief@evil.example',
    '\r\n.\r\nRSET\r\n',
  ],
  ...[
    'ana@example.com, thief@evil.example',
    '"><script>alert(1)</script>',
    '</h1><img src=x onerror=alert(1)>',
    'á'.repeat(3000),
  ],
];
const known =
  /^(From|To|Subject|Message-ID|In-Reply-To|References|Auto-Submitted|X-Fluxion-Event|Date|MIME-Version|Content-Type): /;

test('no title, line or link of a mail adds a header, a receiver or a tag, even where nothing was cleaned before', async (t) => {
  const server = await mailReceiver(t);
  const channel = mailChannel({
    url: server.url,
    from: 'Fluxion <f@example.com>',
    to: ['ana@example.com'],
    locale: 'es',
  });
  const notice = testNotice({ channels: ['email'], locale: 'es', zone: 'UTC', publicUrl: 'https://fluxion.example' });
  for (const [index, text] of hostile.entries()) {
    const told = { ...notice, title: text, lines: [text], url: `https://fluxion.example/?x=${text}` };
    await channel.send({ key: `key-${index}`, inReplyTo: null, notice: told }, AbortSignal.timeout(10_000));
  }

  assert.equal(server.mails.length, hostile.length);
  for (const { to, text } of server.mails) {
    const [head = ''] = text.split('\r\n\r\n');
    const fields = head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n');
    assert.deepEqual(to, ['ana@example.com']);
    assert.deepEqual(
      fields.filter((field) => !known.test(field)),
      [],
    );
    assert.equal(fields.filter((field) => field.startsWith('Content-Type:')).length, 1);
    assert.doesNotMatch(text.split('Content-Type: text/html')[1] ?? '', /<(script|img|b)[ >]/);
  }
});

test('text from outside is one line of a message, whatever breaks and turns it brings', () => {
  for (const text of hostile) assert.doesNotMatch(plainLine(text), /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u);
  assert.equal(plainLine('\u202eSAMBIL\r\n\u200b Norte\u2028'), 'SAMBIL  Norte');
});
