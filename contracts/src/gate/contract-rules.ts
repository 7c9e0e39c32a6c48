import type { Verdict } from './rule.ts';

interface ContractRule {
  readonly title: string;
  readonly verdict: Verdict;
  readonly why: string;
  readonly instead: string;
}

/** Every change of a procedure or an event beside its schemas, by name: the table of docs/contracts.md. */
export const contractRules = {
  'procedure-added': { title: 'a procedure was added', verdict: 'safe', why: '', instead: '' },
  'procedure-removed': {
    title: 'a procedure was removed',
    verdict: 'breaking',
    why: 'Clients that are out call it, and there is nothing at its address.',
    instead: 'Deprecate it with a sunset, and remove it after that day.',
  },
  'kind-changed': {
    title: 'a query, mutation or subscription became another',
    verdict: 'breaking',
    why: 'Clients that are out call it the old way, and are refused.',
    instead: 'Add a procedure of the other kind under a name of its own.',
  },
  'access-tightened': {
    title: 'fewer people may call it',
    verdict: 'breaking',
    why: 'Whoever was let in by clients that are out is refused.',
    instead: 'Add a procedure for the narrower circle, and deprecate this one.',
  },
  'access-loosened': {
    title: 'more people may call it',
    verdict: 'safe',
    why: 'Clients go on working. Have somebody look at what it hands out to whom.',
    instead: '',
  },
  'caller-known': {
    title: 'it learns who asks now',
    verdict: 'risky',
    why: 'Caches may no longer hand one answer to all, and a token that stands for nobody is refused.',
    instead: 'Keep it anonymous, and add a procedure that knows its caller.',
  },
  'input-added': {
    title: 'it asks for an input now',
    verdict: 'breaking',
    why: 'Clients that are out send none, and are refused.',
    instead: 'Make the whole input optional.',
  },
  'optional-input-added': { title: 'an input may be sent now', verdict: 'safe', why: '', instead: '' },
  'input-removed': {
    title: 'it takes no input any more',
    verdict: 'breaking',
    why: 'What clients that are out ask for by their input is no longer listened to.',
    instead: 'Add a procedure without an input, and deprecate this one.',
  },
  'input-became-required': {
    title: 'the input may no longer be left out',
    verdict: 'breaking',
    why: 'Clients that are out leave it out, and are refused.',
    instead: 'Keep the whole input optional.',
  },
  'input-became-optional': { title: 'the input may be left out now', verdict: 'safe', why: '', instead: '' },
  'error-added': {
    title: 'it may fail under another name',
    verdict: 'risky',
    why: 'Clients that are out switch over the failures they knew, and show the new one as unknown.',
    instead: 'Have clients treat a failure that they do not know by its message.',
  },
  'error-removed': { title: 'it no longer fails under a name', verdict: 'safe', why: '', instead: '' },
  'error-data-added': { title: 'a failure carries data now', verdict: 'safe', why: '', instead: '' },
  'error-data-removed': {
    title: 'a failure carries no data any more',
    verdict: 'breaking',
    why: 'Clients that are out read it, and find nothing.',
    instead: 'Keep the data, or add a failure of another name.',
  },
  'error-class-changed': {
    title: 'a failure has a status of another class',
    verdict: 'risky',
    why: 'Programs over HTTP treat 4xx and 5xx differently: a 5xx is tried again.',
    instead: 'Keep the class of the status.',
  },
  'error-status-changed': { title: 'a failure has another status', verdict: 'safe', why: '', instead: '' },
  'http-added': { title: 'it answers over plain HTTP now', verdict: 'safe', why: '', instead: '' },
  'http-removed': {
    title: 'it no longer answers over plain HTTP',
    verdict: 'breaking',
    why: 'Programs that call its address get a 404.',
    instead: 'Keep the mapping, and deprecate the procedure.',
  },
  'http-moved': {
    title: 'it answers at another method or path',
    verdict: 'breaking',
    why: 'Programs that call the old address get a 404 or 405.',
    instead: 'Keep the address, and map the new one to a procedure of its own.',
  },
  'http-status-changed': {
    title: 'it answers with another status',
    verdict: 'risky',
    why: 'Programs that look for one status take another for a failure.',
    instead: 'Keep the status.',
  },
  'limit-lowered': {
    title: 'it may be called less often',
    verdict: 'risky',
    why: 'Who calls as often as they could is told to wait.',
    instead: 'Look at the usage before.',
  },
  'limit-shared': {
    title: 'its calls are counted together with those of others',
    verdict: 'risky',
    why: 'Who calls several of them has fewer calls than before.',
    instead: 'Look at the usage before.',
  },
  'limit-raised': { title: 'it may be called more often', verdict: 'safe', why: '', instead: '' },
  'body-max-lowered': {
    title: 'a smaller body is taken',
    verdict: 'breaking',
    why: 'What clients that are out send may be refused as too large.',
    instead: 'Keep the cap.',
  },
  'body-max-raised': { title: 'a larger body is taken', verdict: 'safe', why: '', instead: '' },
  'idempotent-added': { title: 'it can be sent again under a key', verdict: 'safe', why: '', instead: '' },
  'idempotent-removed': {
    title: 'a key no longer keeps it from being carried out twice',
    verdict: 'breaking',
    why: 'Clients that are out send it again after a lost answer, counting on the key.',
    instead: 'Keep it idempotent.',
  },
  'cache-changed': { title: 'its answers may be kept for another while', verdict: 'safe', why: '', instead: '' },
  'cursor-changed': {
    title: 'events are named in another way',
    verdict: 'breaking',
    why: 'Clients that are out resume after a name of the old form.',
    instead: 'Keep reading the old form until the releases that hold it are retired.',
  },
  'deprecated-added': { title: 'it was deprecated', verdict: 'safe', why: '', instead: '' },
  'deprecated-changed': { title: 'its deprecation reads otherwise', verdict: 'safe', why: '', instead: '' },
  'deprecated-removed': { title: 'it is no longer deprecated', verdict: 'safe', why: '', instead: '' },
  'summary-changed': { title: 'its summary reads otherwise', verdict: 'safe', why: '', instead: '' },
  'event-added': { title: 'an event was added', verdict: 'safe', why: '', instead: '' },
  'event-removed': {
    title: 'an event was removed',
    verdict: 'breaking',
    why: 'Clients that are out wait for it.',
    instead: 'Go on announcing it until the releases that listen are retired.',
  },
  'topic-changed': {
    title: 'an event travels on another topic',
    verdict: 'breaking',
    why: 'Clients that are out listen to the old topic.',
    instead: 'Announce it on both.',
  },
  'event-ephemeral': {
    title: 'an event is no longer stored',
    verdict: 'breaking',
    why: 'Clients that are out count on hearing what they missed while they were away.',
    instead: 'Whisper an ephemeral event beside it.',
  },
  'event-stored': { title: 'an event is stored that was ephemeral', verdict: 'safe', why: '', instead: '' },
} as const satisfies Record<string, ContractRule>;

/** The name of a change of a procedure or an event. */
export type ContractChangeRule = keyof typeof contractRules;
