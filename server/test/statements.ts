import { Client } from 'pg';
import { onTestFinished, vi } from 'vitest';
import type { Host } from './host.ts';

/** A statement, as the driver is given it. */
export interface Statement {
  readonly text: string;
  readonly values: unknown[];
}

/** The statements that reach the database of a host while `work` runs, in order. */
export async function statementsOf(
  host: Pick<Host, 'databaseUrl'>,
  work: () => Promise<unknown>,
): Promise<Statement[]> {
  const name = new URL(host.databaseUrl).pathname.slice(1);
  // Watched where the driver sends: whatever makes a statement passes here.
  const sent = vi.spyOn(Client.prototype, 'query');
  onTestFinished(() => sent.mockRestore());
  await work();
  const statements = sent.mock.calls.flatMap(([asked]: readonly unknown[], index) => {
    const client: unknown = sent.mock.contexts[index];
    return client instanceof Client && client.database === name ? [statementOf(asked)] : [];
  });
  sent.mockRestore();
  return statements;
}

function statementOf(asked: unknown): Statement {
  if (typeof asked === 'string') return { text: asked, values: [] };
  // The driver is asked by a text, or by an object that holds one.
  return asked as Statement;
}
