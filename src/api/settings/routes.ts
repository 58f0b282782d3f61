/** Settings: the workspace default, what channels override, and every version there was. */

import { effectiveSettings } from '../../core/effective-settings.ts';
import type { SettingsDocument } from '../../store/settings/schema.ts';
import {
  saveSettings,
  settingsAt,
  type ChannelProblem,
  type SettingsChange,
  type StoredSettings,
} from '../../store/settings/versions.ts';
import { requireChannel } from '../callers/access.ts';
import { audit } from '../callers/audit.ts';
import type { Dependencies } from '../dependencies.ts';
import { etagOf, expectedVersion } from '../http/etag.ts';
import { Problem } from '../http/problem.ts';
import { route, type Answer, type Call, type Role, type Route } from '../http/route.ts';
import { byChannel, pageQuery } from '../http/query-schemas.ts';
import {
  channelSettings,
  overrides,
  savedSettings,
  settings,
  settingsVersions,
} from './schemas.ts';
import { within } from '../../store/in-time.ts';
import { listVersions } from '../../store/settings/list.ts';

const READERS: readonly Role[] = ['supervisor', 'admin'];
const ADMINS: readonly Role[] = ['admin'];
const tag = 'Settings';
const ETAG = { ETag: 'The version, for `If-Match`' };
const IF_MATCH = { 'If-Match': 'The `ETag` that was read: 412 when somebody saved in between.' };

type AnyCall = Call<unknown, unknown, unknown>;

function defaultAnswer(stored: StoredSettings): Answer {
  return {
    status: 200,
    headers: { ETag: etagOf(stored.version) },
    body: {
      version: stored.version,
      savedAt: stored.savedAt?.toISOString() ?? null,
      savedBy: stored.savedBy,
      settings: stored.default,
    },
  };
}

function channelAnswer(stored: StoredSettings, channel: string): Answer {
  const own = Object.hasOwn(stored.channels, channel) ? stored.channels[channel] : undefined;
  return {
    status: 200,
    headers: { ETag: etagOf(stored.version) },
    body: {
      version: stored.version,
      overrides: own ?? {},
      effective: effectiveSettings(stored, channel),
    },
  };
}

/** Names the channel of a broken rule when it is not the one being saved. */
function invalid(problems: ChannelProblem[], saved: string | null): Problem {
  const errors = problems.map(({ path, code, message, channel }) =>
    channel === null || channel === saved
      ? { path, code, message }
      : { path, code, message: `On the channel "${channel}": ${message}`, channel },
  );
  const first = errors[0];
  const detail = first === undefined ? 'A rule is broken.' : `${first.path}: ${first.message}`;
  return new Problem('validation_failed', detail, { errors });
}

async function save(
  dependencies: Dependencies,
  call: AnyCall,
  change: SettingsChange,
): Promise<StoredSettings> {
  const { models, now } = dependencies;
  const by = {
    savedBy: call.caller.id,
    nowMs: now(),
    expectedVersion: expectedVersion(call.headers),
  };
  const result = await within(saveSettings(models, change, by));
  switch (result.outcome) {
    case 'saved':
      await audit(dependencies, call, 'settings.saved', {
        version: result.settings.version,
        channel: change.channel,
      });
      return result.settings;
    case 'stale':
      throw new Problem(
        'precondition_failed',
        'Somebody saved in between; read the settings again.',
        {
          headers: { ETag: etagOf(result.version) },
        },
      );
    case 'invalid':
      throw invalid(result.problems, change.channel);
  }
}

/** Nothing to remove leaves no version behind. */
async function removeOverrides(
  dependencies: Dependencies,
  call: AnyCall,
  channel: string,
): Promise<Answer> {
  const stored = await within(settingsAt(dependencies.models));
  if (Object.hasOwn(stored.channels, channel)) {
    await save(dependencies, call, { channel, values: {} });
  }
  return { status: 204 };
}

const versionJson = ({ _id, savedAt, savedBy, channel, values }: SettingsDocument): object => ({
  version: _id,
  savedAt: savedAt.toISOString(),
  savedBy,
  channel,
  settings: channel === null ? values : null,
  overrides: channel === null ? null : values,
});

function defaultRoutes(dependencies: Dependencies): Route[] {
  const { models } = dependencies;
  return [
    route({
      method: 'get',
      path: '/v1/settings',
      summary: 'Read the workspace default',
      tag,
      roles: READERS,
      answers: {
        200: { description: 'The settings in force', schema: savedSettings, headers: ETAG },
      },
      problems: [],
      handle: async () => defaultAnswer(await within(settingsAt(models))),
    }),
    route({
      method: 'put',
      path: '/v1/settings',
      summary: 'Save the workspace default',
      description:
        'The settings, whole. Makes a new version; sessions keep the version they began with. A save that makes any channel’s effective settings invalid is refused and names the channel.',
      tag,
      roles: ADMINS,
      takes: IF_MATCH,
      body: settings,
      answers: { 200: { description: 'Saved', schema: savedSettings, headers: ETAG } },
      problems: ['precondition_failed'],
      handle: async (call) =>
        defaultAnswer(await save(dependencies, call, { channel: null, values: call.body })),
    }),
    route({
      method: 'get',
      path: '/v1/settings/versions',
      summary: 'List the versions, newest first',
      description:
        'Each is a save of the default (`channel` is null) or of one channel’s overrides.',
      tag,
      roles: READERS,
      query: pageQuery,
      answers: { 200: { description: 'A page', schema: settingsVersions } },
      problems: [],
      handle: async ({ caller, query }) => {
        const { rows, nextCursor } = await listVersions(models, query, caller.channels);
        return { status: 200, body: { items: rows.map(versionJson), nextCursor } };
      },
    }),
  ];
}

/** Reading and saving settings. */
export function settingsRoutes(dependencies: Dependencies): Route[] {
  const { models } = dependencies;
  const path = '/v1/settings/channels/{channel}';
  return [
    ...defaultRoutes(dependencies),
    route({
      method: 'get',
      path,
      summary: 'Read a channel’s overrides and effective settings',
      tag,
      roles: READERS,
      params: byChannel,
      answers: { 200: { description: 'In force', schema: channelSettings, headers: ETAG } },
      problems: [],
      handle: async ({ caller, params }) => {
        requireChannel(caller, params.channel);
        return channelAnswer(await within(settingsAt(models)), params.channel);
      },
    }),
    route({
      method: 'put',
      path,
      summary: 'Save a channel’s overrides',
      description: 'Any part of the groups; what was overridden before is replaced as a whole.',
      tag,
      roles: ADMINS,
      takes: IF_MATCH,
      params: byChannel,
      body: overrides,
      answers: { 200: { description: 'Saved', schema: channelSettings, headers: ETAG } },
      problems: ['precondition_failed'],
      handle: async (call) => {
        const { channel } = call.params;
        return channelAnswer(
          await save(dependencies, call, { channel, values: call.body }),
          channel,
        );
      },
    }),
    route({
      method: 'delete',
      path,
      summary: 'Remove a channel’s overrides',
      tag,
      roles: ADMINS,
      takes: IF_MATCH,
      params: byChannel,
      answers: { 204: { description: 'The default holds again' } },
      problems: ['precondition_failed'],
      handle: (call) => removeOverrides(dependencies, call, call.params.channel),
    }),
  ];
}
