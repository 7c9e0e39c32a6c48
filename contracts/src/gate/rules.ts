import { formRules } from './form-rules.ts';
import { propertyRules } from './property-rules.ts';
import { typeRules } from './type-rules.ts';

/** Every change of a schema, by name: the table of docs/contracts.md. */
export const schemaRules = { ...propertyRules, ...typeRules, ...formRules };

/** The name of a change of a schema. */
export type SchemaRule = keyof typeof schemaRules;
