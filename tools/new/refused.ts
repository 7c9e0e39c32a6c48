/** Something that was asked for cannot be done: nothing was written, and the message says what would be right. */
export class Refused extends Error {
  override readonly name = 'Refused';

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
  }
}
