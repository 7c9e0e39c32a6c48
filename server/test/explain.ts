import { Client } from 'pg';
import type { Host } from './host.ts';
import type { Statement } from './statements.ts';

/** A plan as EXPLAIN (FORMAT JSON) tells it. */
interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Total Cost': number;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  Plans?: Plan[];
}

/** What Postgres does for a statement. */
interface Explained {
  readonly indexes: ReadonlySet<string>;
  /** The tables that are read from one end to the other. */
  readonly scanned: readonly string[];
  readonly pages: number;
  readonly cost: number;
}

/** Explains how Postgres answers a statement, and how many pages it reads for it. */
export async function explain(host: Pick<Host, 'databaseUrl'>, { text, values }: Statement): Promise<Explained> {
  const client = new Client({ connectionString: host.databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
    `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`,
    values,
  );
  await client.end();
  const plan = rows[0]?.['QUERY PLAN'][0].Plan;
  if (!plan) throw new Error('EXPLAIN always answers with a plan.');
  const nodes = nodesOf(plan);
  return {
    indexes: new Set(nodes.flatMap((node) => node['Index Name'] ?? [])),
    scanned: nodes.flatMap((node) => (node['Node Type'] === 'Seq Scan' ? (node['Relation Name'] ?? []) : [])),
    pages: plan['Shared Hit Blocks'] + plan['Shared Read Blocks'],
    cost: plan['Total Cost'],
  };
}

function nodesOf(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}
