import type { ErrorRequestHandler, Request, Response } from 'express';
import { refusalOf } from '../http/errors.ts';
import type { Logger } from '../log.ts';
import { describeError, isOurFault } from '../rpc/error-shape.ts';
import { pathOfPage } from './next-path.ts';
import { type Presenter, visitOf } from './presenter.ts';

const titles: Record<number, string> = {
  403: 'You may not do this',
  404: 'Not found',
  413: 'Too large',
  422: 'This cannot be read',
  429: 'Too many attempts',
  503: 'Not available at the moment',
};

/** Answers with a page whatever was thrown; sends to the sign-in whoever is not signed in. */
export function problemPages(presenter: Presenter, log: Logger): ErrorRequestHandler {
  // oxlint-disable-next-line max-params -- Express tells what handles errors by its four parameters.
  return (error: unknown, req, res, _next) => {
    const known = refusalOf(error) ?? error;
    if (isOurFault(known)) log.error({ err: error, method: req.method, path: req.originalUrl }, 'A page failed.');
    // Half a page cannot be taken back; what is cut off shows that it is not whole.
    if (res.headersSent) return void res.destroy();
    const { message, status, answer } = describeError(known);
    if (status === 401) return askToSignIn(req, res);
    if (status === 403) return explainRefusal(presenter, req, res);
    const data = { message, status, requestId: status >= 500 ? answer.requestId : null };
    presenter.show(req, res, {
      template: 'problems/problem',
      title: titles[status] ?? 'Something went wrong',
      data,
      status,
    });
  };
}

/** A fetch would follow a redirect and swap the sign-in page into a part of this one. */
function askToSignIn(req: Request, res: Response): void {
  if (req.get('hx-request') !== undefined) {
    res
      .status(401)
      .set('HX-Redirect', signInAddress(pathOfPage(req.get('hx-current-url'))))
      .end();
    return;
  }
  // What was sent by a form is gone by then: its address alone would do nothing, or be none.
  res.redirect(303, signInAddress(req.method === 'GET' ? req.originalUrl : '/admin'));
}

function signInAddress(next: string): string {
  return next === '/admin' ? '/admin/sign-in' : `/admin/sign-in?next=${encodeURIComponent(next)}`;
}

function explainRefusal(presenter: Presenter, req: Request, res: Response): void {
  const visit = visitOf(res);
  if (visit?.user.role === 'user') return refuseNonStaff(presenter, { req, res }, { isSignedIn: true });
  const data = { user: visit?.user ?? null, access: visit?.access ?? null };
  presenter.show(req, res, { template: 'problems/forbidden', title: 'You may not do this', data, status: 403 });
}

/** Tells somebody who is not staff why they do not get in, and whether they are signed in all the same. */
export function refuseNonStaff(
  { show }: Presenter,
  { req, res }: { req: Request; res: Response },
  { isSignedIn }: { isSignedIn: boolean },
): void {
  const data = { user: visitOf(res)?.user ?? null, isSignedIn };
  show(req, res, { template: 'problems/not-staff', title: 'This is for staff', data, status: 403 });
}
