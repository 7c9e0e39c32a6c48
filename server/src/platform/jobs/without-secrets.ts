/** Whatever bears such a name nobody sees, also where nobody thought of declaring it. */
const secretName = /password|passphrase|secret|token|api_?key|credential|cookie|authorization|^otp$/i;

/** Stands for what is kept from somebody. */
export const hidden = '…';

/** A value without what bears the name of a secret, however deep in it. */
export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      secretName.test(name) && inner !== null ? hidden : withoutSecrets(inner),
    ]),
  );
}

/** Whether a value has fields by their names. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
