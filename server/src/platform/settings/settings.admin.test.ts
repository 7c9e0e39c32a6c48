import { expect, test } from 'vitest';
import { startHost } from '../../../test/host.ts';
import { createVisitor } from '../../../test/visitor.ts';
import { readEnv } from '../../env.ts';
import { settingsOf } from '../../settings.ts';

const secrets = {
  AUTH_SECRET: 'a-secret-of-thirty-two-characters-or-more',
  STATUS_TOKEN: 'a-token-that-nobody-sees',
  DATABASE_URL: 'postgres://me:hidden-1@db.example:5432/product?sslpassword=hidden-2',
  REDIS_URL: 'redis://me:hidden-3@one.example:6379,redis://me:hidden-4@two.example:6379',
  SMTP_URL: 'smtps://me:hidden-5@mail.example:465',
  STORAGE_URL: 's3://key:hidden-6@store.example/bucket?region=hidden-7',
};

test('no secret is told, addresses without whom they are opened by, and of everything where it comes from', () => {
  const settings = settingsOf(readEnv({ ...secrets, PORT: '8080' }));
  const of = (name: string) => settings.find((setting) => setting.name === name);
  expect(JSON.stringify(settings)).not.toMatch(/hidden-\d|a-secret-of|a-token-that|me:/);
  expect(of('DATABASE_URL')).toMatchObject({ value: 'postgres://db.example:5432/product', source: 'environment' });
  expect(of('REDIS_URL')?.value).toBe('redis://one.example:6379, redis://two.example:6379');
  expect(of('AUTH_SECRET')).toMatchObject({ value: null, isSecret: true, source: 'environment' });
  expect(of('PORT')).toMatchObject({ value: '8080', source: 'environment' });
  expect(of('HOST')).toMatchObject({ value: '127.0.0.1', source: 'default' });
});

test('the page tells versions, processes, migrations and the configuration, and holds no secret of it', async () => {
  const host = await startHost();
  const visitor = createVisitor(host.url);
  await visitor.signIn((await host.signUp('vi', 'viewer')).email);
  const { html } = await visitor.get('/admin/settings');
  expect(html).toMatch(/<dt>Postgres<\/dt><dd>\d+/);
  expect(html).toMatch(/<dt>Redis<\/dt><dd>\d+\./);
  expect(html).toMatch(/\d{14}_\w+<\/span><\/th>/);
  expect(html).toMatch(/express<\/span> <span class="quiet">5\./);
  expect(html).toMatch(/AUTH_SECRET<\/span><\/th>\s*<td class="code"><span class="quiet">hidden/);
  expect(html).not.toContain('a secret that only tests know');
  expect(html).not.toContain(new URL(host.databaseUrl).password);
});
