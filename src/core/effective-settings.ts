/** Settings as a channel sees them: the workspace default under the channel's overrides. */

import { DEFAULT_SETTINGS, type Settings } from './settings.ts';

/** Any part of the groups; `undefined` leaves what lies beneath, as a missing field does. */
export type SettingsOverrides = {
  [Group in keyof Settings]?:
    | (Group extends 'businessHours'
        ? Settings[Group]
        : { [Field in keyof Settings[Group]]?: Settings[Group][Field] | undefined })
    | undefined;
};

/** The default and the overrides in force at a version. */
export interface SettingsState {
  /** 0: nothing was saved yet, and the product's own defaults hold. */
  version: number;
  default: Settings;
  channels: Record<string, SettingsOverrides>;
}

/**
 * Lays overrides over settings: group by group and field by field. Lists and `businessHours` are replaced whole.
 *
 * @returns new settings; the arguments are left alone
 */
export function withOverrides(settings: Settings, overrides: SettingsOverrides): Settings {
  const { businessHours, ...groups } = overrides;
  const result: Record<string, unknown> = { ...settings };
  for (const [name, group] of Object.entries(groups)) {
    if (!group || !Object.hasOwn(settings, name)) continue;
    const beneath = settings[name as keyof Settings];
    result[name] = { ...beneath, ...defined(group) };
  }
  if (businessHours !== undefined) result['businessHours'] = businessHours;
  return result as unknown as Settings;
}

function defined(group: object): object {
  return Object.fromEntries(Object.entries(group).filter(([, value]) => value !== undefined));
}

/**
 * A default as it was saved, complete: a setting that came with a later release has the product's default.
 */
export function completeSettings(saved: SettingsOverrides): Settings {
  return withOverrides(DEFAULT_SETTINGS, saved);
}

/** The settings in force for a channel, whether or not it has overrides. */
export function effectiveSettings(state: SettingsState, channel: string): Settings {
  const overrides = Object.hasOwn(state.channels, channel) ? state.channels[channel] : undefined;
  return overrides ? withOverrides(state.default, overrides) : state.default;
}
