import type { SealedLock } from '@hybrid/contracts/gate';
import { z } from 'zod';
import { chartTimes } from '../admin/chart-axis.ts';
import { choice, SearchText } from '../admin/fields.ts';
import { type Cell, type Format, formats } from '../admin/formats.ts';
import type { AdminPage, AdminRequest, AdminSection, View } from '../admin/section.ts';
import { view } from '../admin/section.ts';
import { platformFailure } from '../failure.ts';
import { readCallFigures } from '../figures/call-figures.ts';
import { drawCalls } from '../figures/figure-charts.ts';
import { judgeReleases } from './gate-verdicts.ts';
import { type ClientUse, type ProcedureUse, readProcedureUse, useDays } from './procedure-use.ts';

/** What the pages tell of. */
export interface ContractSources {
  readonly current: () => SealedLock;
  /** The contracts of the releases whose clients are still out. */
  readonly releases: readonly SealedLock[];
}

const halfHour = { stepMs: 1_800_000, count: 48 };

/** Contract: who calls what and how it goes, what is deprecated, and what the gate says. */
export function contractAdmin(sources: ContractSources): AdminSection {
  return {
    path: 'contract',
    title: 'Contract',
    group: 'System',
    access: 'viewer',
    pages: [
      view('viewer', '/', (request) => showContract(request, sources)),
      ...formats.map((format) => download(format, sources)),
      view('viewer', '/:name', (request) => showProcedure(request, sources)),
    ],
  };
}

/** `deprecated`: which goes; `gone`: which is called and in the contract no more; `unused`: which nobody called in thirty days. */
const shown = ['used', 'unused', 'failing', 'deprecated', 'gone'] as const;
const Filter = z.object({ name: SearchText, show: choice(shown) });

async function readList({ ctx, query }: AdminRequest, { current }: ContractSources) {
  const filter = Filter.parse(query);
  const all = await readProcedureUse(ctx.db, current(), ctx.now());
  return { filter, all, procedures: all.filter((procedure) => isAmong(procedure, filter)) };
}

function isAmong(procedure: ProcedureUse, { name, show }: z.infer<typeof Filter>): boolean {
  const tests: Record<(typeof shown)[number], boolean> = {
    used: procedure.calls > 0,
    unused: procedure.calls === 0,
    failing: procedure.errors > 0,
    deprecated: procedure.deprecated !== null,
    gone: procedure.kind === null,
  };
  const text = `${procedure.name} ${procedure.summary}`.toLowerCase();
  return (show === null || tests[show]) && text.includes(name.toLowerCase());
}

async function showContract(request: AdminRequest, sources: ContractSources): Promise<View> {
  const { current, releases } = sources;
  const { filter, all, procedures } = await readList(request, sources);
  const today = request.ctx.now().toISOString().slice(0, 10);
  const data = {
    filter,
    procedures,
    total: all.length,
    days: useDays,
    hash: current().hash,
    verdicts: judgeReleases(current(), releases, { today }),
  };
  return { template: 'contract/list', title: 'Contract', data };
}

async function showProcedure({ ctx, params }: AdminRequest, { current, releases }: ContractSources): Promise<View> {
  const name = String(params['name']);
  const procedure = (await readProcedureUse(ctx.db, current(), ctx.now())).find((one) => one.name === name);
  if (!procedure) throw platformFailure('NOT_FOUND');
  const figures = await readCallFigures(ctx.db, name, chartTimes(ctx.now(), halfHour));
  const today = ctx.now().toISOString().slice(0, 10);
  const verdicts = judgeReleases(current(), releases, { today }).map(({ findings, ...verdict }) => ({
    ...verdict,
    findings: findings.filter((finding) => finding.name === name),
  }));
  const data = {
    procedure,
    locked: current().procedures[name] ?? null,
    charts: drawCalls(figures, { id: 'procedure', step: 'in each half hour' }),
    verdicts: verdicts.filter(({ findings }) => findings.length > 0),
    days: useDays,
  };
  return { template: 'contract/detail', title: name, data };
}

/** A row of the download. */
interface UseRow {
  readonly use: ProcedureUse;
  /** Null where nobody called it. */
  readonly client: ClientUse | null;
}

const columns: Readonly<Record<string, (row: UseRow) => Cell>> = {
  procedure: ({ use }) => use.name,
  kind: ({ use }) => use.kind,
  access: ({ use }) => use.access,
  deprecatedSince: ({ use }) => use.deprecated?.since ?? null,
  sunset: ({ use }) => use.deprecated?.sunset ?? null,
  p50: ({ use }) => use.p50,
  p95: ({ use }) => use.p95,
  client: ({ client }) => client?.client ?? null,
  version: ({ client }) => client?.version ?? null,
  calls: ({ client }) => client?.calls ?? 0,
  errors: ({ client }) => client?.errors ?? 0,
  lastSeenAt: ({ client }) => client?.lastSeenAt ?? null,
};

/** A row of each procedure and client; the list is as long as the contract, and is made at once. */
function download(format: Format, sources: ContractSources): AdminPage {
  return {
    kind: 'download',
    access: 'viewer',
    path: `/export.${format.ending}`,
    read: async (request) => {
      const { procedures } = await readList(request, sources);
      const rows = procedures.flatMap((use): UseRow[] => {
        const clients = use.clients.length === 0 ? [null] : use.clients;
        return clients.map((client) => ({ use, client }));
      });
      const names = Object.keys(columns);
      const body = rows.map((row) => format.row(names, (name) => columns[name]?.(row) ?? null)).join(format.between);
      const day = request.ctx.now().toISOString().slice(0, 10);
      return {
        name: `contract-${day}.${format.ending}`,
        type: format.type,
        parts: partsOf(format.head(names) + body + format.foot),
      };
    },
  };
}

async function* partsOf(text: string): AsyncGenerator<string> {
  yield text;
}
