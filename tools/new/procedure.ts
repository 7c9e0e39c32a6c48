import { afterLast, insideOf, type Insertion, makePlan } from './plan.ts';
import type { Prepared } from './prepared.ts';
import { type Access, filesOf, type Kind, type NewProcedure, readProcedure } from './procedure-name.ts';
import { contractEntry, useCase, useCaseTest } from './procedure-text.ts';
import { Refused } from './refused.ts';
import { format, lockContract, lockFiles } from './steps.ts';
import { streamEntry, streamTest, streamUseCase } from './subscription-text.ts';
import { findEvent } from './told-event.ts';

interface Asked {
  readonly root: string;
  /** As it was typed: `notes.archive`. */
  readonly name: string;
  readonly kind: Kind;
  readonly access: Access;
}

/**
 * Prepares one procedure more for a feature that is there.
 *
 * @throws Refused for a name that is none or taken, and where the feature is not written as the others are.
 */
export async function prepareProcedure({ root, name: given, kind, access }: Asked): Promise<Prepared> {
  const procedure = readProcedure(root, given, { kind, access });
  const { feature, handler, name } = procedure;
  const { folder, contractFile } = filesOf(feature);
  const text = await textsOf(root, procedure);
  const useCaseFile = `${folder}/${handler.kebab}.ts`;
  const testFile = `${folder}/${handler.kebab}.test.ts`;
  const files = new Map([
    [useCaseFile, text.useCase],
    [testFile, text.test],
  ]);
  const plan = await makePlan(root, files, insertions(procedure, text.entry));
  return {
    says: `The ${kind} ${feature.many.camel}.${name}, for ${access === 'anonymous' ? 'anybody' : `the access ${access}`}.`,
    plan,
    steps: [format(plan), lockContract(root)],
    generated: { files: lockFiles, folders: [] },
    made: [],
    next: [
      `Say what it takes and answers, which errors it declares, and where the REST face has it: ${contractFile}. Then npm run contract -- lock.`,
      `Write what it does: ${useCaseFile}, and what it promises: ${testFile}.`,
      `Test it: npx vitest run ${folder.replace('server/', '')} in server/; all else by npm run check.`,
    ],
  };
}

interface Texts {
  /** In the contract. */
  readonly entry: string;
  readonly useCase: string;
  readonly test: string;
}

async function textsOf(root: string, procedure: NewProcedure): Promise<Texts> {
  if (procedure.kind !== 'subscription') {
    return { entry: contractEntry(procedure), useCase: useCase(procedure), test: useCaseTest(procedure) };
  }
  if (procedure.access === 'anonymous' || procedure.access === 'public') {
    throw new Refused(['A new subscription follows one person: its access is user, viewer, operator or admin.']);
  }
  const event = await findEvent(root, procedure.feature);
  return {
    entry: streamEntry(procedure, event),
    useCase: streamUseCase(procedure, event),
    test: streamTest(procedure, event),
  };
}

function insertions({ feature, name, kind, handler }: NewProcedure, entry: string): Insertion[] {
  const { contractFile, indexFile } = filesOf(feature);
  const declaration = `export const ${feature.many.camel} = contract({`;
  const joining = `implement(contract.${feature.many.camel}, {`;
  const names = kind === 'subscription' ? [kind] : [kind, 'Instant'];
  return [
    { file: contractFile, insert: insideOf(declaration, entry), place: `"${declaration}"` },
    { file: contractFile, insert: importing('./kernel/index.ts', names), place: 'its import of ./kernel/index.ts' },
    { file: contractFile, insert: importing('zod', ['z']), place: 'its import of zod' },
    { file: indexFile, insert: insideOf(joining, `    ${name}: ${handler.camel},`), place: `"${joining}"` },
    {
      file: indexFile,
      insert: afterLast(/^import (?:type )?\{.*from/, `import { ${handler.camel} } from './${handler.kebab}.ts';\n`),
      place: 'a line that begins with "import {"',
    },
  ];
}

/** Takes more names out of a module that is imported already. */
function importing(module: string, names: readonly string[]): Insertion['insert'] {
  return (text) => {
    const found = new RegExp(`^import \\{([^}]*)\\} from '${module.replaceAll('.', '\\.')}';$`, 'm').exec(text);
    const listed = found?.[1]?.split(',').map((name) => name.trim());
    if (!found || !listed) return null;
    const all = new Set([...listed.filter(Boolean), ...names]);
    return text.replace(found[0], `import { ${[...all].join(', ')} } from '${module}';`);
  };
}
