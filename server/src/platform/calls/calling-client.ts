import type { IncomingMessage } from 'node:http';
import { clientHeaders, clientParameters } from '@hybrid/contracts/kernel';

/** The program that calls, as it says itself. */
export interface CallingClient {
  readonly name: string;
  readonly version: string;
  /** The hash of the contract it was built with, or null. */
  readonly contract: string | null;
}

/** Who says nothing of itself. */
export const unknownClient: CallingClient = { name: 'unknown', version: '', contract: null };

const known = new Map<string, CallingClient>();
const knownMax = 1000;

/**
 * Reads from a request which program calls: by our headers, for a stream by the query, else by its user agent.
 *
 * @remarks
 * It stands in counts and log lines, so that a stranger's text does not get in by it; read once for each text, as every call of a
 * client says the same.
 */
export function readClient({ headers, url = '' }: Pick<IncomingMessage, 'headers' | 'url'>): CallingClient {
  const said = textOf(headers[clientHeaders.client]);
  const contract = textOf(headers[clientHeaders.contract]);
  const query = said === '' && contract === '' ? queryOf(url) : '';
  const text = [said, contract, query, said === '' ? textOf(headers['user-agent']) : ''].join('\n');
  const found = known.get(text);
  if (found) return found;
  const client =
    query === '' ? clientOf({ said, contract, agent: textOf(headers['user-agent']) }) : fromQuery(query, headers);
  if (known.size < knownMax) known.set(text, client);
  return client;
}

function textOf(header: string | string[] | undefined): string {
  return typeof header === 'string' ? header.slice(0, 200) : '';
}

const ownParameter = new RegExp(`[?&](?:${Object.values(clientParameters).join('|')})=`);

/** The part of an address that may name a client: most addresses have none, and inputs are long. */
function queryOf(url: string): string {
  if (!ownParameter.test(url)) return '';
  const parts = url.slice(url.indexOf('?') + 1).split('&');
  return parts
    .filter((part) => ownParameter.test(`?${part}`))
    .join('&')
    .slice(0, 400);
}

function fromQuery(query: string, headers: IncomingMessage['headers']): CallingClient {
  const parameters = new URLSearchParams(query);
  const said = parameters.get(clientParameters.client) ?? '';
  const contract = parameters.get(clientParameters.contract) ?? '';
  return clientOf({ said, contract, agent: textOf(headers['user-agent']) });
}

interface Said {
  readonly said: string;
  readonly contract: string;
  readonly agent: string;
}

function clientOf({ said, contract, agent }: Said): CallingClient {
  const hash = /^[0-9a-f]{16}$/.test(contract) ? contract : null;
  return { ...(named(said) ?? fromAgent(agent)), contract: hash };
}

function named(text: string): Pick<CallingClient, 'name' | 'version'> | null {
  const [, name, version = ''] = /^([a-z][\w.@-]{0,39})(?:\/([\w.+-]{1,40}))?$/i.exec(text) ?? [];
  return name === undefined ? null : { name, version };
}

/** The first product of a user agent; browsers all begin as Mozilla/5.0, and are one kind of caller here. */
function fromAgent(agent: string): Pick<CallingClient, 'name' | 'version'> {
  const found = named(agent.split(' ')[0] ?? '');
  if (!found) return unknownClient;
  return found.name === 'Mozilla' ? { name: 'browser', version: '' } : found;
}
