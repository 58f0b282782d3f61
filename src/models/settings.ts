/** Versions of the settings: one line of numbers for the default and all channels, never changed once written. */

import { Schema } from 'mongoose';
import { requiredDate, requiredString, schemaOptions, stringOrNull } from './schema-options.ts';
import type { SettingsOverrides } from '../core/effective-settings.ts';
import type { Settings } from '../core/settings.ts';

export interface SettingsDocument {
  /** The version. Two who save at once race for it, and one of them loses. */
  _id: number;
  savedAt: Date;
  savedBy: string;
  /** The channel whose overrides these are; `null` for the workspace default. */
  channel: string | null;
  /** The whole default, or a channel's overrides: empty when they were removed. */
  values: Settings | SettingsOverrides;
}

export const settingsSchema = new Schema<SettingsDocument>(
  {
    _id: { type: Number, required: true },
    savedAt: requiredDate,
    savedBy: requiredString,
    channel: stringOrNull,
    values: { type: Schema.Types.Mixed, required: true },
  },
  { ...schemaOptions, collection: 'settings' },
);

settingsSchema.index({ channel: 1, _id: -1 });
