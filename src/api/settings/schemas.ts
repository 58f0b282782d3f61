/** The shape and ranges of settings (docs/rules.md, "Settings"); rules between fields are core's. */

import { DEFAULT_SETTINGS, WEEKDAYS } from '../../core/settings.ts';
import { z } from '../http/zod.ts';
import { freeText, instantOut, whole } from '../http/text-schemas.ts';

const DAY_SECONDS = 86_400;
const MESSAGE_CHARACTERS = 4_096;
const MOST_INTERVALS = 24;
const MOST_HOLIDAYS = 500;

const message = freeText(MESSAGE_CHARACTERS, 0);

const time = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, { error: 'This must be a time of day, such as 09:00.' })
  .openapi({ example: '09:00' });

const interval = z.strictObject({ from: time, to: time });
const intervals = z.array(interval).max(MOST_INTERVALS);

const weekly = z.strictObject(
  Object.fromEntries(WEEKDAYS.map((day) => [day, intervals.optional()])) as Record<
    (typeof WEEKDAYS)[number],
    z.ZodOptional<typeof intervals>
  >,
);

const holiday = z.strictObject({
  date: z.iso.date({ error: 'This must be a date, such as 2026-12-25.' }),
  name: freeText(200).optional(),
  intervals: intervals.optional(),
});

const businessHours = z
  .strictObject({
    timeZone: z.string().min(1).max(64).openapi({ example: 'Europe/Berlin' }),
    weekly,
    holidays: z.array(holiday).max(MOST_HOLIDAYS),
  })
  .nullable();

const reminder = z.strictObject({ afterSeconds: whole(1, 7 * DAY_SECONDS), message });

const groups = {
  reception: z.strictObject({
    mode: z.enum(['manual', 'automatic']),
    acceptSeconds: whole(5, 900),
    awayAfterMisses: whole(0, 10),
  }),
  response: z.strictObject({
    enabled: z.boolean(),
    limitSeconds: whole(1, DAY_SECONDS),
    warningSeconds: whole(0, DAY_SECONDS - 1),
  }),
  reassignment: z.strictObject({
    enabled: z.boolean(),
    afterSeconds: whole(1, DAY_SECONDS),
    maxHops: whole(0, 20),
  }),
  autoClose: z.strictObject({
    enabled: z.boolean(),
    afterSeconds: whole(1, 7 * DAY_SECONDS),
    message,
    reminders: z.array(reminder).max(3),
  }),
  queue: z.strictObject({ maxWaitSeconds: whole(0, DAY_SECONDS), message }),
  offline: z.strictObject({ graceSeconds: whole(0, 3600) }),
  assignment: z.strictObject({
    strategy: z.enum(['longest_idle', 'round_robin', 'least_busy']),
    preferLastAgent: z.boolean(),
  }),
  businessHours,
  tokenLink: z.strictObject({ expirationMinutes: whole(0, 1440) }),
};

export const settings = z.strictObject(groups).openapi('Settings', { example: DEFAULT_SETTINGS });

const changes = { response: { limitSeconds: 600, warningSeconds: 60 } };
const saved = { version: 7, savedAt: '2026-01-31T08:00:00.000Z', savedBy: 'Maya' };

/** Any part of the groups: a channel overrides field by field, and business hours as a whole. */
export const overrides = z
  .strictObject({
    reception: groups.reception.partial().optional(),
    response: groups.response.partial().optional(),
    reassignment: groups.reassignment.partial().optional(),
    autoClose: groups.autoClose.partial().optional(),
    queue: groups.queue.partial().optional(),
    offline: groups.offline.partial().optional(),
    assignment: groups.assignment.partial().optional(),
    businessHours: groups.businessHours.optional(),
    tokenLink: groups.tokenLink.partial().optional(),
  })
  .openapi('SettingsOverrides', { example: changes });

export const savedSettings = z
  .object({
    version: z.int(),
    savedAt: instantOut.nullable(),
    savedBy: z.string().nullable(),
    settings,
  })
  .openapi('SavedSettings', { example: { ...saved, settings: DEFAULT_SETTINGS } });

export const settingsVersions = z
  .object({
    items: z.array(
      z.object({
        version: z.int(),
        savedAt: instantOut,
        savedBy: z.string(),
        channel: z.string().nullable(),
        settings: z.union([settings, z.null()]),
        overrides: z.union([overrides, z.null()]),
      }),
    ),
    nextCursor: z.string().nullable(),
  })
  .openapi('SettingsVersions', {
    example: {
      items: [{ ...saved, channel: 'web', settings: null, overrides: changes }],
      nextCursor: null,
    },
  });

export const channelSettings = z
  .object({ version: z.int(), overrides, effective: settings })
  .openapi('ChannelSettings', {
    example: {
      version: 7,
      overrides: changes,
      effective: {
        ...DEFAULT_SETTINGS,
        response: { ...DEFAULT_SETTINGS.response, ...changes.response },
      },
    },
  });
