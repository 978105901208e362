import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { ConfigError, configVariables, readConfig } from '#lib/config';

test('without any setting the configuration is complete, and an empty variable counts as not set', () => {
  const config = readConfig({ PORT: '' });

  assert.equal(config.PORT, 3000);
  assert.equal(config.HOST, '127.0.0.1');
  assert.equal(config.DATABASE_URL, undefined);
  assert.equal(config.warehouseFile, resolve('data/fluxion_production.db'));
  assert.equal(config.secretKeyFile, resolve('data.key'));
});

test('every bad variable stands in one table, with what was expected', () => {
  assert.throws(
    () => readConfig({ PORT: 'eighty', FLUXION_ZONE: 'Mars/Olympus', ENABLE_SCHEDULED_TASKS: 'perhaps' }),
    (error) => {
      assert.ok(error instanceof ConfigError);
      assert.deepEqual(error.problems.map(({ variable }) => variable).sort(), [
        'ENABLE_SCHEDULED_TASKS',
        'FLUXION_ZONE',
        'PORT',
      ]);
      assert.match(error.message, /3 bad variable\(s\)/);
      assert.match(error.message, /FLUXION_ZONE\s+"Mars\/Olympus"\s+expected an IANA time zone/);
      return true;
    },
  );
});

test('a bad database address is refused without showing it', () => {
  assert.throws(
    () => readConfig({ DATABASE_URL: 'mysql://root:secret@db/x' }),
    (error) =>
      error instanceof ConfigError && !error.message.includes('secret') && /expected postgres:/.test(error.message),
  );
});

test('half a mail setting is refused by what is missing, and an address that could smuggle a header too', () => {
  const mail = { SMTP_URL: 'smtp://mail.example:25', ALERT_EMAIL_FROM: 'Fluxion <fluxion@example.com>' };

  assert.throws(() => readConfig(mail), /ALERT_EMAIL_TO\s+null\s+e-mail alerts need/);
  assert.throws(() => readConfig({ ...mail, ALERT_EMAIL_TO: 'a@b.example\r\nBcc: c@d.example' }), ConfigError);
  assert.deepEqual(readConfig({ ...mail, ALERT_EMAIL_TO: 'a@b.example, c@d.example' }).ALERT_EMAIL_TO, [
    'a@b.example',
    'c@d.example',
  ]);
});

test('DATA_DIR moves the warehouse and the key with it', () => {
  const config = readConfig({ DATA_DIR: '/srv/fluxion' });

  assert.equal(config.warehouseFile, '/srv/fluxion/fluxion_production.db');
  assert.equal(config.secretKeyFile, '/srv/fluxion.key');
});

test('what outgoing requests may reach is refused at the start by the entry that is wrong', () => {
  assert.throws(() => readConfig({ EGRESS_ALLOW: '10.0.0.0/8,erp' }), /EGRESS_ALLOW .*not "erp"/);
  assert.throws(() => readConfig({ EGRESS_PORTS: '443,x' }), /EGRESS_PORTS .*expected ports/);
  assert.deepEqual(readConfig({ EGRESS_PORTS: '443,8443' }).EGRESS_PORTS, [443, 8443]);
});

test('the README names every variable', () => {
  const readme = readFileSync('README.md', 'utf8');

  assert.deepEqual(
    configVariables.filter((variable) => !readme.includes(`\`${variable}\``)),
    [],
  );
});
