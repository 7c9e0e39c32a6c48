import type { TopicKeys } from '@hybrid/contracts/kernel';
import type { Services } from '../context.ts';
import type { Hearer, MayHear } from './may-hear.ts';

/** What a right is decided by. */
export interface HearingContext extends Pick<Services, 'db' | 'now'> {
  readonly user: Hearer;
}

type Keys<T extends string> = { readonly [K in keyof TopicKeys<T>]: string };

/** What is told of how many hear a topic at this moment, over all processes. */
type TellAudience<T extends string> = (ctx: Pick<Services, 'hub'>, told: { keys: Keys<T>; count: number }) => void;

/** Who may hear the topics of one template. */
export interface TopicRight {
  readonly template: string;
  /** Left out where nobody is told how many hear it. */
  readonly tellAudience?: TellAudience<string> | undefined;
  mayHear(ctx: HearingContext, keys: Readonly<Record<string, string>>): boolean | Promise<boolean>;
}

/**
 * Declares who may hear the topics of a template; what no feature declares, nobody hears.
 *
 * @remarks
 * It is asked when somebody begins to listen, when `recheck` says so, and when what they may do has changed.
 *
 * @example
 * topic('user:{userId}', ({ user }, { userId }) => user?.id === userId)
 */
export function topic<const T extends string>(
  template: T,
  mayHear: (ctx: HearingContext, keys: Keys<T>) => boolean | Promise<boolean>,
  { tellAudience }: { tellAudience?: TellAudience<T> } = {},
): TopicRight {
  return { template, mayHear, tellAudience };
}

/** Tells how many hear a topic. */
type TellCount = (ctx: Pick<Services, 'hub'>, count: number) => void;

/** What is declared of all topics. */
export interface Rights {
  readonly mayHear: MayHear;
  /** What is told of how many hear a topic; null where nobody is told. */
  audienceOf(topic: string): TellCount | null;
}

/**
 * Collects who may hear what.
 *
 * @throws Error where an event travels on a topic that nobody may hear, or two rights are declared for one.
 */
export function rightsOf(
  rights: readonly TopicRight[],
  { db, now, templates }: Pick<Services, 'db' | 'now'> & { templates: readonly string[] },
): Rights {
  const declared = rights.map(({ template }) => template);
  const silent = templates.find((template) => !declared.includes(template));
  if (silent !== undefined) throw new Error(`No feature says who may hear ${silent}.`);
  const double = declared.find((template, index) => declared.indexOf(template) !== index);
  if (double !== undefined) throw new Error(`Two features say who may hear ${double}.`);
  const readers = rights.map((right) => ({ right, pattern: patternOf(right.template) }));
  const find = (name: string) => {
    for (const { right, pattern } of readers) {
      const found = pattern.exec(name);
      // A template without placeholders has no groups.
      if (found) return { right, keys: found.groups ?? {} };
    }
    return null;
  };
  return {
    mayHear(name, user) {
      const found = find(name);
      return found !== null && found.right.mayHear({ db, now, user }, found.keys);
    },
    audienceOf(name) {
      const found = find(name);
      const tell = found?.right.tellAudience;
      return found && tell ? (ctx, count) => tell(ctx, { keys: found.keys, count }) : null;
    },
  };
}

/** `article:{articleId}`: a key holds neither a colon nor a brace, in which a topic is written in Redis. */
function patternOf(template: string): RegExp {
  const parts = template.split(/\{(\w+)\}/);
  const source = parts.map((part, index) =>
    index % 2 === 0 ? part.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&') : `(?<${part}>[^:{}\\s]+)`,
  );
  return new RegExp(`^${source.join('')}$`);
}
