/** Versions of the settings: one line of numbers for the default and all channels, never changed once written. */

import {
  documentSchema,
  mixed,
  requiredDate,
  requiredNumber,
  requiredString,
  stringOrNull,
} from '../schema.ts';
import type { SettingsOverrides } from '../../core/effective-settings.ts';
import type { Settings } from '../../core/settings.ts';

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

export const settingsSchema = documentSchema<SettingsDocument>(
  {
    _id: requiredNumber,
    savedAt: requiredDate,
    savedBy: requiredString,
    channel: stringOrNull,
    values: { type: mixed, required: true },
  },
  { collection: 'settings' },
);

settingsSchema.index({ channel: 1, _id: -1 });
