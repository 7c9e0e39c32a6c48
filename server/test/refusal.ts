import { type AnyProcedure, declaredError, platformError } from '@hybrid/contracts/kernel';

/** What a caller is told when a call is refused. */
interface Refusal {
  readonly name: string;
  readonly data: unknown;
}

/**
 * Awaits a call that has to be refused, and reads the refusal as a client does.
 *
 * @returns the name and data of an error that the procedure declares, or of the platform's own.
 *
 * @example
 * expect(await refusal(contract.notes.byId, call)).toEqual({ name: 'NOTE_NOT_FOUND', data: { id: 'none' } });
 */
export async function refusal(procedure: AnyProcedure, call: Promise<unknown>): Promise<Refusal> {
  const error = await thrownBy(call);
  const told = declaredError(procedure, error) ?? platformError(error);
  if (!told) throw new Error('The call failed with an error that no contract knows.', { cause: error });
  return told;
}

/** Awaits a call that has to be refused for its input; returns the messages by field. */
export async function invalidFields(call: Promise<unknown>): Promise<Record<string, string[]>> {
  const told = platformError(await thrownBy(call));
  if (told?.name !== 'INVALID_INPUT') throw new Error(`The call was refused with ${told?.name}, not for its input.`);
  return told.data.fields;
}

async function thrownBy(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    (answer) => {
      throw new Error(`The call was answered, where it should have been refused: ${JSON.stringify(answer)}`);
    },
    (error: unknown) => error,
  );
}
