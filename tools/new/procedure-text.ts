import type { Access, NewProcedure } from './procedure-name.ts';

const contexts: Readonly<Partial<Record<Access, string>>> = { anonymous: 'AnonymousContext', public: 'PublicContext' };

/** What the contract says of a new query or mutation. */
export function contractEntry({ name, kind, access, sentence }: NewProcedure): string {
  return `  ${name}: ${kind}({
    access: '${access}',
    summary: '${sentence}, and ${kind === 'query' ? 'when that was asked for' : 'say when that was'}',
    input: z.object({ id: z.uuid('is not an id') }),
    output: z.object({ id: z.string(), at: Instant }),
  }),`;
}

/** Its use case. */
export function useCase({ feature, name, access, handler }: NewProcedure): string {
  const context = contexts[access] ?? 'Context';
  return `import type { ${context} } from '../../platform/context.ts';

/** Answers with what was asked about, and when: what ${feature.many.camel}.${name} is for goes here. */
export async function ${handler.camel}({ now }: ${context}, { id }: { id: string }) {
  return { id, at: now() };
}
`;
}

/** Its test: success, invalid input, and refusal as its access says. */
export function useCaseTest(procedure: NewProcedure): string {
  const isOpen = contexts[procedure.access] !== undefined;
  return isOpen ? openTest(procedure) : closedTest(procedure);
}

const answered = 'toEqual({ id, at: expect.stringMatching(/^\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z$/) })';
const setUp = `const id = '019ac0de-6f3a-7c51-9d0e-4b7a2c6d8e1f';
`;

function openTest(procedure: NewProcedure): string {
  const { path, call } = callOf(procedure);
  return `import { expect, test } from 'vitest';
import { startHost } from '../../../test/host.ts';
import { invalidFields } from '../../../test/refusal.ts';

${setUp}
test('${path} answers anybody with what was asked about, and when', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  for (const { api } of [host, ada]) expect(await api.${call}({ id })).${answered};
});

test('what is no id is refused at its field by ${path}', async () => {
  const host = await startHost();
  expect(await invalidFields(host.api.${call}({ id: '1' }))).toEqual({ id: ['is not an id'] });
});
`;
}

function closedTest(procedure: NewProcedure): string {
  const { path, call } = callOf(procedure);
  const { access } = procedure;
  const role = access === 'user' ? '' : `, '${access}'`;
  return `import { contract } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { startHost } from '../../../test/host.ts';
import { invalidFields, refusal } from '../../../test/refusal.ts';

${setUp}
test('${path} answers with what was asked about, and when', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada'${role});
  expect(await ada.api.${call}({ id })).${answered};
});

test('what is no id is refused at its field by ${path}', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada'${role});
  expect(await invalidFields(ada.api.${call}({ id: '1' }))).toEqual({ id: ['is not an id'] });
});

test('${path} refuses ${access === 'user' ? 'who is not signed in' : `whoever is less than ${access}`}', async () => {
  const host = await startHost();
  expect(await refusal(contract.${path}, host.api.${call}({ id }))).toMatchObject({ name: 'UNAUTHORIZED' });
${access === 'user' ? '' : lesserRole(procedure)}});
`;
}

function lesserRole(procedure: NewProcedure): string {
  const { path, call } = callOf(procedure);
  return `  const grace = await host.signUp('Grace');
  expect(await refusal(contract.${path}, grace.api.${call}({ id }))).toMatchObject({ name: 'FORBIDDEN' });
`;
}

/** Its dotted name, and how a client calls it. */
function callOf({ feature, name, kind }: NewProcedure): { path: string; call: string } {
  const path = `${feature.many.camel}.${name}`;
  return { path, call: `${path}.${kind === 'query' ? 'query' : 'mutate'}` };
}
