import { missing, type Rule } from './rule.ts';

/** What may change about the properties of an object. */
export const propertyRules = {
  'required-property-added': {
    title: 'a required property was added',
    input: 'breaking',
    output: 'safe',
    why: { input: 'Clients that are out do not send it, and are refused.' },
    instead: { input: 'Make it optional, or give it a default.' },
  },
  'optional-property-added': {
    title: 'an optional property was added',
    input: 'safe',
    output: 'safe',
    why: {},
    instead: {},
  },
  'property-removed': {
    title: 'a property was removed',
    input: 'risky',
    output: 'risky',
    why: {
      input: 'Clients that are out still send it, and it is left aside without a word.',
      output: 'Clients that are out may show it, and find it left out each time.',
    },
    instead: {
      input: 'See by --usage whether anybody sends it; deprecate it in its description first.',
      output: 'See whether anybody reads it; deprecate it in its description first.',
    },
  },
  'required-property-removed': {
    title: 'a property that was always there was removed',
    input: 'risky',
    output: 'breaking',
    why: { input: 'Clients that are out send it each time, and it is left aside without a word.', output: missing },
    instead: {
      input: 'Look whether what they say by it is still heard.',
      output: 'Keep sending it until the releases that read it are retired.',
    },
  },
  'property-refused': {
    title: 'a property of a strict object was removed',
    input: 'breaking',
    output: 'safe',
    why: { input: 'Clients that are out send it, and a strict object refuses what it does not know.' },
    instead: { input: 'Keep it as optional and leave it aside, or make the object tolerant.' },
  },
  'required-property-refused': {
    title: 'a required property of a strict object was removed',
    input: 'breaking',
    output: 'safe',
    why: { input: 'Clients that are out send it each time, and a strict object refuses what it does not know.' },
    instead: { input: 'Keep it as optional and leave it aside, or make the object tolerant.' },
  },
  'became-required': {
    title: 'an optional property became required',
    input: 'breaking',
    output: 'safe',
    why: { input: 'Clients that are out may leave it out, and are refused.' },
    instead: { input: 'Keep it optional, or give it a default.' },
  },
  'became-optional': {
    title: 'a property that was always there became optional',
    input: 'safe',
    output: 'breaking',
    why: { output: missing },
    instead: { output: 'Keep sending it, or add an optional one beside it.' },
  },
  'default-changed': {
    title: 'the default changed',
    input: 'risky',
    output: 'safe',
    why: { input: 'Clients that leave it out get something else than before.' },
    instead: { input: 'Keep the default for those who leave it out.' },
  },
  'default-removed': {
    title: 'the default was taken away',
    input: 'risky',
    output: 'safe',
    why: { input: 'Clients that leave it out get something else than before.' },
    instead: { input: 'Keep the default for those who leave it out.' },
  },
  'default-added': { title: 'it has a default now', input: 'safe', output: 'safe', why: {}, instead: {} },
  'became-strict': {
    title: 'properties that are not known are refused now',
    input: 'breaking',
    output: 'safe',
    why: { input: 'Clients that are out may send more than is read, and are refused.' },
    instead: { input: 'Keep leaving aside what is not known.' },
  },
  'became-tolerant': {
    title: 'properties that are not known are no longer refused',
    input: 'safe',
    output: 'safe',
    why: {},
    instead: {},
  },
} as const satisfies Record<string, Rule>;
