/** What all schemas share: nothing unknown is read or written, nothing is made behind our back. */

import type { SchemaOptions } from 'mongoose';

export const schemaOptions = {
  strict: 'throw',
  strictQuery: 'throw',
  versionKey: false,
  autoIndex: false,
  autoCreate: false,
  minimize: false,
  id: false,
} as const satisfies SchemaOptions;

/** For documents inside documents. */
export const partOptions = { ...schemaOptions, _id: false } as const satisfies SchemaOptions;

export const requiredString = { type: String, required: true } as const;
export const requiredNumber = { type: Number, required: true } as const;
export const requiredDate = { type: Date, required: true } as const;
export const requiredBoolean = { type: Boolean, required: true } as const;
/** `null` rather than missing, so that every document has every field. */
export const stringOrNull = { type: String, default: null } as const;
export const dateOrNull = { type: Date, default: null } as const;
