/** Settings of a session (docs/rules.md, "Settings"). All durations are whole seconds, token expiration whole minutes. */

export type ReceptionMode = 'manual' | 'automatic';
export type Strategy = 'longest_idle' | 'round_robin' | 'least_busy';

export interface Reminder {
  afterSeconds: number;
  message: string;
}

export interface DayInterval {
  /** Local wall-clock time, `HH:MM`; an interval whose `to` is not after `from` runs over midnight. */
  from: string;
  to: string;
}

export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export interface Holiday {
  /** Local calendar date, `YYYY-MM-DD`. */
  date: string;
  name?: string | undefined;
  /** Open all the same in these intervals; none means closed all day. */
  intervals?: DayInterval[] | undefined;
}

export interface BusinessHours {
  /** An IANA zone. */
  timeZone: string;
  weekly: Partial<Record<Weekday, DayInterval[] | undefined>>;
  holidays: Holiday[];
}

export interface Settings {
  reception: { mode: ReceptionMode; acceptSeconds: number; awayAfterMisses: number };
  response: { enabled: boolean; limitSeconds: number; warningSeconds: number };
  reassignment: { enabled: boolean; afterSeconds: number; maxHops: number };
  autoClose: { enabled: boolean; afterSeconds: number; message: string; reminders: Reminder[] };
  queue: { maxWaitSeconds: number; message: string };
  offline: { graceSeconds: number };
  assignment: { strategy: Strategy; preferLastAgent: boolean };
  businessHours: BusinessHours | null;
  tokenLink: { expirationMinutes: number };
}

/** The opening hours as absolute instants, so that the rules never touch time-zone data. */
export interface Calendar {
  /** Open intervals `[from, to)` in epoch milliseconds, ascending and disjoint. */
  open: [fromMs: number, toMs: number][];
  /** The expansion is complete up to here. */
  untilMs: number;
}

/** The settings a session keeps for its life: the version in force when it started. */
export interface PinnedSettings {
  version: number;
  values: Settings;
  /** `null`: always open. */
  calendar: Calendar | null;
}

export const DEFAULT_SETTINGS: Settings = {
  reception: { mode: 'automatic', acceptSeconds: 30, awayAfterMisses: 3 },
  response: { enabled: true, limitSeconds: 1800, warningSeconds: 300 },
  reassignment: { enabled: false, afterSeconds: 600, maxHops: 3 },
  autoClose: {
    enabled: false,
    afterSeconds: 600,
    message:
      'We have not heard from you for a while, so we are closing this chat. Write again at any time and we will be glad to help.',
    reminders: [],
  },
  queue: {
    maxWaitSeconds: 0,
    message:
      'We are sorry that nobody could take your chat in time. Please write again and we will do our best to answer sooner.',
  },
  offline: { graceSeconds: 60 },
  assignment: { strategy: 'longest_idle', preferLastAgent: true },
  businessHours: null,
  tokenLink: { expirationMinutes: 0 },
};
