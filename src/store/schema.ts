/** How our schemas are made: nothing unknown is read or written, and nothing is created behind our back. */

import { Schema, type SchemaDefinition, type SchemaOptions } from 'mongoose';

const OPTIONS = {
  strict: 'throw',
  strictQuery: 'throw',
  versionKey: false,
  autoIndex: false,
  autoCreate: false,
  minimize: false,
  id: false,
} as const satisfies SchemaOptions;

/** A schema type for every field of the document, so that none is forgotten. */
type Definition<T> = Record<keyof T, unknown>;

/** The schema of a collection's documents. */
export function documentSchema<T>(definition: Definition<T>, options: SchemaOptions): Schema<T> {
  return new Schema<T>(definition as SchemaDefinition<T>, { ...OPTIONS, ...options } as never);
}

/** The schema of a document inside another one. */
export function partSchema<T>(definition: Definition<T>): Schema<T> {
  return documentSchema<T>(definition, { _id: false });
}

/** A part that may be missing, as `null`. */
export function partOrNull<T>(definition: Definition<T>): unknown {
  return { type: partSchema<T>(definition), default: null };
}

export const requiredString = { type: String, required: true } as const;
export const requiredNumber = { type: Number, required: true } as const;
export const requiredDate = { type: Date, required: true } as const;
export const requiredBoolean = { type: Boolean, required: true } as const;
/** `null` rather than missing, so that every document has every field. */
export const stringOrNull = { type: String, default: null } as const;
export const numberOrNull = { type: Number, default: null } as const;
export const dateOrNull = { type: Date, default: null } as const;
export const mixed = Schema.Types.Mixed;
