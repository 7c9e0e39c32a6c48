import { addAnother, refused, type Rule, unexpected } from './rule.ts';

/** What may change about the form of a value: how long, how large, how written, how checked. */
export const formRules = {
  'bound-tightened': {
    title: 'a bound was set or became tighter',
    input: 'breaking',
    output: 'safe',
    why: { input: 'Clients that are out may send what lies beyond it, and are refused.' },
    instead: { input: 'Keep the old bound, and cut or refuse inside the handler where that is right.' },
  },
  'bound-loosened': {
    title: 'a bound became looser',
    input: 'safe',
    output: 'risky',
    why: { output: 'Clients that are out may have made room for no more than the old bound.' },
    instead: { output: 'Look whether any client relies on it.' },
  },
  'pattern-set': {
    title: 'a format or pattern was set',
    input: 'breaking',
    output: 'safe',
    why: { input: 'Clients that are out may send what does not match, and are refused.' },
    instead: { input: 'Keep taking it as it was, and bring it into form in the handler.' },
  },
  'pattern-changed': {
    title: 'the format or pattern changed',
    input: 'breaking',
    output: 'risky',
    why: { input: refused, output: 'Clients that are out may take the value apart by the old form.' },
    instead: { input: 'Take both forms.', output: addAnother },
  },
  'pattern-removed': {
    title: 'a format or pattern was taken away',
    input: 'safe',
    output: 'risky',
    why: { output: 'Clients that are out may take the value apart by the old form.' },
    instead: { output: 'Keep the form.' },
  },
  'multiple-set': {
    title: 'it has to be a multiple now',
    input: 'breaking',
    output: 'safe',
    why: { input: refused },
    instead: { input: 'Keep taking other numbers, and round them.' },
  },
  'multiple-removed': {
    title: 'it need not be a multiple any more',
    input: 'safe',
    output: 'risky',
    why: { output: 'Clients that are out may count on a multiple.' },
    instead: { output: 'Look whether any client relies on it.' },
  },
  'tuple-length-changed': {
    title: 'the list has another length',
    input: 'breaking',
    output: 'breaking',
    why: { input: refused, output: unexpected },
    instead: { input: addAnother, output: addAnother },
  },
  'check-changed': {
    title: 'what code does with the value changed',
    input: 'risky',
    output: 'risky',
    why: {
      input: 'A refinement or transform may refuse what it took; no schema says so.',
      output: 'A refinement or transform may give what it did not; no schema says so.',
    },
    instead: {
      input: 'Say in the pull request what it refuses now, and raise `rev` in the schema’s meta with each change.',
      output: 'Say in the pull request what it gives now, and raise `rev` in the schema’s meta with each change.',
    },
  },
  'schema-changed': {
    title: 'something of the schema changed that these rules do not know',
    input: 'risky',
    output: 'risky',
    why: {
      input: 'Nobody can say whether clients that are out are still understood.',
      output: 'Nobody can say whether clients that are out still understand it.',
    },
    instead: { input: 'Compare both schemas by eye.', output: 'Compare both schemas by eye.' },
  },
} as const satisfies Record<string, Rule>;
