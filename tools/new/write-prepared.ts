import { carryOut } from './carry-out.ts';
import type { Prepared } from './prepared.ts';

/** Writes what a command has prepared, and says what it wrote and what comes next; a dry run says what it would write. */
export async function writePrepared(prepared: Prepared, isDry: boolean): Promise<void> {
  if (isDry) return show(prepared, prepared.made);
  const { plan, steps, generated, next } = prepared;
  const made = await carryOut(plan, { steps, generated, log: (line) => console.log(line) });
  console.log('');
  show(prepared, made);
  console.log(`\nNext:\n${next.map((sentence, index) => `  ${index + 1}. ${sentence}`).join('\n')}`);
}

/** New files with a plus, those that are there and get something with a tilde. */
function show({ says, plan, generated }: Prepared, made: readonly string[]): void {
  const created = [...plan.created.keys(), ...made].toSorted().map((file) => `  + ${file}`);
  const changed = [...plan.edited.keys(), ...generated.files].toSorted().map((file) => `  ~ ${file}`);
  console.log([says, '', ...created, ...changed].join('\n'));
}
