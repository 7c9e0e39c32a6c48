import { accounts } from './accounts.ts';
import { articles, editor } from './articles.ts';
import { failures } from './failures.ts';
import { format } from './format.ts';
import { comments, notifications, profiles, tags } from './people.ts';
import { shell } from './shell.ts';

/** Everything Conduit says, in English. */
export const english = { format, shell, failures, accounts, articles, editor, profiles, comments, tags, notifications };
