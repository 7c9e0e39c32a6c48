import { startHost } from './host.ts';
import { createVisitor } from './visitor.ts';

/** A host with a member of staff at the door, and two reports of Grace's comment on Ada's article. */
export async function startWithReports(role: 'viewer' | 'operator') {
  const host = await startHost();
  const { email, id: actorId } = await host.signUp('boss', role);
  const visitor = createVisitor(host.url);
  await visitor.signIn(email);
  const [ada, grace, alan] = [await host.signUp('Ada'), await host.signUp('Grace'), await host.signUp('Alan')];
  const { slug } = await ada.api.articles.create.mutate({ title: 'Engines', description: 'D', body: 'B' });
  const { id: commentId } = await grace.api.comments.add.mutate({ slug, body: 'Buy <b>looms</b>.' });
  await ada.api.reports.create.mutate({ slug, commentId, reason: 'spam' });
  await alan.api.reports.create.mutate({ slug, commentId, reason: 'abuse', note: 'Rude.' });
  const { id } = await host.db.report.findFirstOrThrow({ where: { reason: 'abuse' } });
  return { host, visitor, actorId, ada, grace, alan, slug, commentId, id, at: `/admin/reports/${id}` };
}
