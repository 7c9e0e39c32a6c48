// A program of somebody else's, as far as the compiler goes: what is right compiles, and what is wrong does not.
import { type ApiRouter, type Article, contract, type events } from '@hybrid/contracts';
import { type ClientOptions, createClient, createLinks, type LinkOptions, newId } from '@hybrid/contracts/client';
import { type ContractFacts, contractFacts } from '@hybrid/contracts/facts';
import { compareLocks, type Lock } from '@hybrid/contracts/gate';
import { declaredError, type PayloadOf, platformError } from '@hybrid/contracts/kernel';

const options: ClientOptions = { url: 'https://conduit.example', token: () => null };
const api = createClient(options);

type Payload = PayloadOf<typeof events.notificationCreated>;
type Router = ApiRouter['_def']['record'];

/** Never called: its types are what is looked at. */
export async function right(error: unknown): Promise<unknown> {
  const article: Article = await api.articles.bySlug.query({ slug: 'a' });
  const title: string = article.title;
  const written: Article = await api.articles.create.mutate(
    { title, description: 'About it', body: 'Its text' },
    { context: { idempotencyKey: newId() } },
  );
  const declared = declaredError(contract.articles.bySlug, error);
  const slug: string | undefined = declared?.name === 'ARTICLE_NOT_FOUND' ? declared.data.slug : undefined;
  const failed = platformError(error);
  const seconds: number = failed?.name === 'TOO_MANY_REQUESTS' ? failed.data.retryAfterSeconds : 0;
  const payload: Payload['notification']['kind'] = 'comment_added';
  const facts: ContractFacts = contractFacts;
  const link: LinkOptions['url'] = new URL('https://conduit.example');
  const kind: Router['articles']['bySlug']['_def']['type'] = 'query';
  const changes = (before: Lock, after: Lock) => compareLocks(before, after, { today: '2026-11-28' });
  return [
    written,
    slug,
    seconds,
    payload,
    facts,
    kind,
    changes,
    createLinks({ url: link, client: { name: 'a', version: '1' } }),
  ];
}

/** Each line is refused: where one compiles, the compiler says that its expectation is not met. */
export function wrong(error: unknown): unknown {
  return [
    // @ts-expect-error the address is required
    () => createClient({ token: 't' }),
    // @ts-expect-error there is no such procedure
    () => api.articles.nothing.query(),
    // @ts-expect-error a query is not called as a mutation
    () => api.articles.bySlug.mutate({ slug: 'a' }),
    // @ts-expect-error the input has another type
    () => api.articles.bySlug.query({ slug: 1 }),
    // @ts-expect-error the input is missing
    () => api.articles.create.mutate(),
    // @ts-expect-error the output has no such field
    async () => (await api.articles.bySlug.query({ slug: 'a' })).nothing,
    // @ts-expect-error an instant is a string
    async () => (await api.articles.bySlug.query({ slug: 'a' })).createdAt.getTime(),
    // @ts-expect-error an event's data has no such field
    () => api.notifications.stream.subscribe(undefined, { onData: ({ data }) => data.nothing }),
    // @ts-expect-error the procedure declares no such error
    () => declaredError(contract.articles.bySlug, error)?.name === 'COMMENT_NOT_FOUND',
    // @ts-expect-error there is no such platform error
    () => platformError(error)?.name === 'ARTICLE_NOT_FOUND',
    // @ts-expect-error the payload has no such field
    (payload: Payload) => payload.nothing,
    // @ts-expect-error there is no such group
    (router: Router) => router.nothing,
  ];
}
