// How the RealWorld API writes what the contract says: wrapped bodies, other names, its words for errors. The procedures
// keep their natural shapes; this is the one place that knows the others.
import { accounts } from './accounts.ts';
import { articles } from './articles.ts';
import { comments } from './comments.ts';
import { examples } from './examples.ts';
import type { AnyProcedure, ErrorWording, RestWording, WireShape } from './kernel/index.ts';
import { profiles } from './profiles.ts';
import { tags } from './tags.ts';

const user = { answerIn: 'user', tokenIn: 'user' } satisfies WireShape;

const article = {
  answerIn: 'article',
  answered: { tags: 'tagList' },
  errors: { NOT_THE_AUTHOR: ['article', 'forbidden'] },
} satisfies WireShape;
const writtenArticle = { ...article, bodyIn: 'article', sent: { tags: 'tagList' } } satisfies WireShape;
const articlePage = { answered: { tags: 'tagList', total: 'articlesCount' } } satisfies WireShape;

const profile = { answerIn: 'profile' } satisfies WireShape;

/** Each operation of the RealWorld API. */
const shapes = new Map<AnyProcedure, WireShape>([
  [accounts.register, { bodyIn: 'user', tokenIn: 'user' }],
  [accounts.signIn, { bodyIn: 'user', tokenIn: 'user' }],
  [accounts.current, user],
  [accounts.updateSettings, { ...user, bodyIn: 'user' }],

  [articles.list, { ...articlePage, sent: { favoritedBy: 'favorited' } }],
  [articles.feed, articlePage],
  [articles.bySlug, article],
  [articles.create, writtenArticle],
  [articles.edit, writtenArticle],
  [articles.delete, article],
  [articles.favorite, article],
  [articles.unfavorite, article],

  [comments.list, { answerIn: 'comments' }],
  [comments.add, { bodyIn: 'comment', answerIn: 'comment' }],
  [comments.delete, { errors: { NOT_THE_AUTHOR: ['comment', 'forbidden'] } }],

  [profiles.byUsername, profile],
  [profiles.follow, profile],
  [profiles.unfollow, profile],

  [tags.list, { only: 'tag', answerIn: 'tags' }],
]);

const errors: Record<string, ErrorWording> = {
  USERNAME_TAKEN: ['username', 'has already been taken'],
  EMAIL_TAKEN: ['email', 'has already been taken'],
  CREDENTIALS_INVALID: ['credentials', 'invalid'],
  TWO_FACTOR_REQUIRED: ['otp', "can't be blank"],
  OTP_INVALID: ['otp', 'is invalid'],
  PASSWORD_INVALID: ['password', 'is not yours'],
  ACCOUNT_SUSPENDED: ['account', 'is suspended'],
  ARTICLE_NOT_FOUND: ['article', 'not found'],
  COMMENT_NOT_FOUND: ['comment', 'not found'],
  PROFILE_NOT_FOUND: ['profile', 'not found'],
  OWN_PROFILE: ['profile', "can't be your own"],
};

const description = `Everything that Conduit answers over plain HTTP and JSON. The operations of the
[RealWorld API](https://docs.realworld.show) are written as its specification asks, with wrapped bodies; those beyond it are not wrapped.

Sign in at \`POST /users/login\` and send the token of the answer with every request, as \`Authorization: Token …\` or
\`Authorization: Bearer …\`. Where something is refused, \`errors\` says what is wrong by field, \`code\` names it for programs, and
\`requestId\` is what to quote when asking for help.`;

/** The REST face of Conduit, as the RealWorld specification writes it. */
export const realWorld: RestWording = { title: 'Conduit API', description, shapes, errors, examples };
