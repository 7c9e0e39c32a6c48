import { Client } from 'pg';
import { expect, test } from 'vitest';
import { explain } from '../../../test/explain.ts';
import { type Host, startHost } from '../../../test/host.ts';
import { statementsOf } from '../../../test/statements.ts';
import { vacuum } from '../../../test/vacuum.ts';
import { createVisitor, type Visitor } from '../../../test/visitor.ts';

/** A host whose log has this many lines, one a minute, by two people, of two kinds, a hundred of each target; one person stopped early. */
async function startWith(lines: number): Promise<{ host: Host; visitor: Visitor }> {
  const host = await startHost();
  const { id, email } = await host.signUp('Olga', 'operator');
  const client = new Client({ connectionString: host.databaseUrl });
  await client.connect();
  await client.query(`
    INSERT INTO audit_log (id, at, actor_id, action, target, before, after, as_id, address)
      SELECT ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, timestamptz '2026-01-01' + n * interval '1 minute',
        CASE WHEN n < 24000 AND n % 2 = 0 THEN '${id}' ELSE 'gone' END, 'things.' || (n / 2) % 2, 'thing:' || n / 100,
        '{"state": "one"}', '{"state": "two"}', CASE WHEN n < 24000 AND n % 10 = 0 THEN 'ada' END, '10.0.0.' || n / 100
      FROM generate_series(1, ${lines}) n`);
  await vacuum(client, 'audit_log');
  await client.end();
  const visitor = createVisitor(host.url);
  await visitor.signIn(email);
  return { host, visitor };
}

/** A place in the middle of the smaller log. */
const middle = `${Date.UTC(2026, 0, 9)}.00000000-0000-7000-8000-000000011520`;

/** What a page takes that is no more for more lines: a table that is read to its end has thousands. */
const someMore = 100;

/** Each way to ask, with the index that has to answer it; null where nearly every line is asked for. */
const reads: Record<string, string | null> = {
  '': 'audit_log_at_id_idx',
  [`?before=${middle}`]: 'audit_log_at_id_idx',
  [`?after=${middle}`]: 'audit_log_at_id_idx',
  '?who=olga': 'audit_log_actor_id_at_id_idx',
  '?who=gone': null,
  '?action=things.1': 'audit_log_action_at_id_idx',
  '?who=olga&action=things.1': 'audit_log_actor_id_action_at_id_idx',
  '?target=thing:70': 'audit_log_target_at_id_idx',
  '?as=ada': 'audit_log_as_id_at_id_idx',
  '?network=10.0.0.70': 'audit_log_address_at_id_idx',
  '?from=2026-01-04&to=2026-01-10': 'audit_log_at_id_idx',
  '/00000000-0000-7000-8000-000000007050': 'audit_log_target_at_id_idx',
};

test('at 100,000 lines every page of the audit log is read from its indexes, and costs at most twice what it does at 25,000', async () => {
  const few = await startWith(25_000);
  const many = await startWith(100_000);
  for (const [query, index] of Object.entries(reads)) {
    const measure = async ({ host, visitor }: { host: Host; visitor: Visitor }) => {
      const statements = await statementsOf(host, () => visitor.get(`/admin/audit${query}`));
      const plans = [];
      for (const statement of statements.filter(({ text }) => text.includes('audit_log'))) {
        plans.push(await explain(host, statement));
      }
      const indexes = new Set(plans.flatMap((plan) => [...plan.indexes]));
      return {
        indexes,
        scanned: plans.flatMap((plan) => plan.scanned),
        pages: plans.reduce((sum, { pages }) => sum + pages, 0),
      };
    };
    const [small, large] = [await measure(few), await measure(many)];
    if (index !== null) expect([...large.indexes], query).toContain(index);
    expect(large.scanned, query).not.toContain('audit_log');
    expect(large.pages, `pages read: ${query}`).toBeLessThanOrEqual(2 * small.pages + someMore);
  }
}, 120_000);
