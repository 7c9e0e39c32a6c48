import { readFeatureName, refuseTakenNames } from './check-name.ts';
import { featureInsertions } from './feature-insertions.ts';
import { type FeatureName, withArticle } from './name.ts';
import { makePlan, type Plan } from './plan.ts';
import type { Prepared } from './prepared.ts';
import { format, generateClient, lockContract, lockFiles, writeMigration } from './steps.ts';
import { fill, identifiersOf, readTemplates } from './templates.ts';

interface NewFeature {
  readonly root: string;
  /** As it was typed. */
  readonly name: string;
  /** What one of its things is called, where somebody says so. */
  readonly one?: string | undefined;
}

/**
 * Prepares a feature through every layer.
 *
 * @throws Refused for a name that is none or taken, and where the repository is not as the templates expect it.
 */
export async function prepareFeature(asked: NewFeature): Promise<Prepared> {
  const { root } = asked;
  const { name, plan } = await planFeature(asked);
  const migration = `add-${name.many.kebab}`;
  return {
    says: `The feature ${name.many.words}: people keep them in a list, a job finishes each, and an event tells its owner.`,
    plan,
    steps: [format(plan), generateClient(root), writeMigration(root, migration), lockContract(root)],
    generated: { files: lockFiles, folders: ['prisma/migrations'] },
    made: [`prisma/migrations/<now>_${migration.replaceAll('-', '_')}`],
    next: nextSteps(name),
  };
}

/** The files of a feature and what it adds to those that are there, without anything that is generated. */
export async function planFeature({ root, name: given, one }: NewFeature): Promise<{ name: FeatureName; plan: Plan }> {
  const name = readFeatureName(given, one);
  const templates = await readTemplates('feature');
  await refuseTakenNames(name, { root, used: identifiersOf(templates) });
  const files = new Map(templates.map(({ path, text }) => [fill(path, name), fill(text, name)]));
  return { name, plan: await makePlan(root, files, featureInsertions(name)) };
}

function nextSteps({ many, one }: FeatureName): string[] {
  return [
    `See it: npm run dev, then sign in at /${many.kebab} and at /admin/${many.kebab}.`,
    `Say what ${withArticle(one.words)} is: contracts/src/${many.kebab}.ts first, the compiler leads to the rest. Then npm run contract -- lock.`,
    `Give its model in prisma/schema.prisma the same fields, then npm run db:migration -- <what-changed>.`,
    `Put what takes its time into server/src/features/${many.kebab}/finish-${one.kebab}.ts.`,
    `Say it in German: client/src/lib/catalogue/german/${many.kebab}.ts knows of entries so far.`,
    `Lead people there: a line in client/src/routes/masthead-entries.ts does.`,
    `Test it: npx vitest run src/features/${many.kebab} in server/ and in client/; all else by npm run check.`,
  ];
}
