/** Settings for a test: the defaults, but for what it names. */

import {
  DEFAULT_SETTINGS,
  type Calendar,
  type PinnedSettings,
  type Settings,
} from '../../../src/core/settings.ts';

/** A group that is named is on, unless it says otherwise. */
export type Named = {
  [Group in keyof Settings]?: Settings[Group] extends object
    ? Partial<Settings[Group]>
    : Settings[Group];
};

export function pinned(
  named: Named = {},
  calendar: Calendar | null = null,
  version = 1,
): PinnedSettings {
  const values = structuredClone(DEFAULT_SETTINGS);
  for (const [group, given] of Object.entries(named)) {
    const on = 'enabled' in values[group as keyof Named]! ? { enabled: true } : {};
    Object.assign(values[group as keyof Named]!, on, given);
  }
  return { version, values, calendar };
}
