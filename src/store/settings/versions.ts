/** Reads and saves versions of the settings. */

import {
  completeSettings,
  effectiveSettings,
  type SettingsOverrides,
  type SettingsState,
} from '../../core/effective-settings.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../core/settings.ts';
import { settingsProblems, type SettingsProblem } from '../../core/settings-rules.ts';
import { businessHoursProblems } from '../../calendar/expansion.ts';
import type { Models } from '../connection.ts';
import { isDuplicateKey } from '../errors.ts';
import { raw } from '../raw.ts';
import type { SettingsDocument } from './schema.ts';
import { recordSettings } from '../events/workspace.ts';

/** A version's state, with who saved the version and when; nobody did for version 0. */
export interface StoredSettings extends SettingsState {
  savedAt: Date | null;
  savedBy: string | null;
}

export interface ChannelProblem extends SettingsProblem {
  /** Whose effective settings break the rule; `null` for the workspace default. */
  channel: string | null;
}

/** What is to be saved: the default whole, or one channel's overrides, empty to remove them. */
export type SettingsChange =
  { channel: null; values: Settings } | { channel: string; values: SettingsOverrides };

export type SaveSettingsResult =
  | { outcome: 'saved'; settings: StoredSettings }
  /** Somebody saved since the version the caller had read. */
  | { outcome: 'stale'; version: number }
  | { outcome: 'invalid'; problems: ChannelProblem[] };

/**
 * The settings in force at a version: the latest default and the latest overrides of each channel up to it.
 *
 * @param version the latest one when left out
 */
export async function settingsAt(
  { settings }: Models,
  version = Number.MAX_SAFE_INTEGER,
): Promise<StoredSettings> {
  const found = await settings.aggregate<{ latest: SettingsDocument }>([
    { $match: { _id: { $lte: version } } },
    { $sort: { channel: 1, _id: -1 } },
    { $group: { _id: '$channel', latest: { $first: '$$ROOT' } } },
  ]);
  const saved = found.map(({ latest }) => latest);
  const newest = saved.reduce<SettingsDocument | null>(
    (a, b) => (a && a._id > b._id ? a : b),
    null,
  );
  const base = saved.find(({ channel }) => channel === null);
  return {
    version: newest?._id ?? 0,
    savedAt: newest?.savedAt ?? null,
    savedBy: newest?.savedBy ?? null,
    default: base ? completeSettings(base.values) : DEFAULT_SETTINGS,
    channels: Object.fromEntries(
      saved.flatMap(({ channel, values }) =>
        channel === null || Object.keys(values).length === 0 ? [] : [[channel, values]],
      ),
    ),
  };
}

/** What is wrong with a state: the default's and every channel's effective settings must keep the rules. */
function stateProblems(state: SettingsState, nowMs: number): ChannelProblem[] {
  return [null, ...Object.keys(state.channels)].flatMap((channel) => {
    const effective = channel === null ? state.default : effectiveSettings(state, channel);
    return [
      ...settingsProblems(effective),
      ...businessHoursProblems(effective.businessHours, nowMs),
    ].map((problem) => ({ ...problem, channel }));
  });
}

/**
 * Saves a new version, unless it would make any channel's effective settings invalid. One atomic insertion under the
 * next number: of two who save at once one loses, and looks again.
 *
 * @param expectedVersion the version the caller's change is based on; `null` to save over whatever is there
 */
export async function saveSettings(
  models: Models,
  change: SettingsChange,
  by: { savedBy: string; nowMs: number; expectedVersion: number | null },
): Promise<SaveSettingsResult> {
  for (;;) {
    const current = await settingsAt(models);
    if (by.expectedVersion !== null && by.expectedVersion !== current.version) {
      return { outcome: 'stale', version: current.version };
    }
    const next = changed(current, change, by);
    const problems = stateProblems(next, by.nowMs);
    if (problems.length > 0) return { outcome: 'invalid', problems };
    const document = {
      _id: next.version,
      savedAt: new Date(by.nowMs),
      savedBy: by.savedBy,
      channel: change.channel,
      values: change.values,
    };
    try {
      // The driver's own: mongoose would clone and cast values that were parsed at the boundary.
      await raw(models.settings).insertOne(document);
      // It is saved whatever becomes of the event, which the watch over presence records if need be.
      await recordSettings(models, document).catch(() => undefined);
      return { outcome: 'saved', settings: next };
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }
}

function changed(
  state: StoredSettings,
  change: SettingsChange,
  by: { savedBy: string; nowMs: number },
): StoredSettings {
  const { [change.channel ?? '']: _replaced, ...others } = state.channels;
  const overridden = change.channel !== null && Object.keys(change.values).length > 0;
  return {
    version: state.version + 1,
    savedAt: new Date(by.nowMs),
    savedBy: by.savedBy,
    default: change.channel === null ? change.values : state.default,
    channels:
      change.channel === null
        ? state.channels
        : overridden
          ? { ...others, [change.channel]: change.values }
          : others,
  };
}
