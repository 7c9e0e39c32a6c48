import type { IncomingMessage } from 'node:http';
import proxyAddr from 'proxy-addr';

/**
 * Makes what tells the address that a request comes from, as Express tells it by `req.ip`: with so many proxies in front, what the
 * outermost of them saw.
 */
export function addressBehind(proxies: number): (req: IncomingMessage) => string {
  if (proxies === 0) return (req) => req.socket.remoteAddress ?? '';
  return (req) => proxyAddr(req, (_address, hop) => hop < proxies);
}
