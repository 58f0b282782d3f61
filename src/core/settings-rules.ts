/** Rules between settings, which no single field can show (docs/rules.md, "Settings"). */

import type { Settings } from './settings.ts';

export interface SettingsProblem {
  /** The field, dotted: `autoClose.reminders.1.afterSeconds`. */
  path: string;
  /** Stable, for programs. */
  code:
    | 'warning_not_below_limit'
    | 'reminders_not_ascending'
    | 'reminder_not_before_close'
    | 'unknown_time_zone'
    | 'never_opens';
  message: string;
}

type Rule = (settings: Settings) => SettingsProblem[];

const warningBelowLimit: Rule = ({ response: { warningSeconds, limitSeconds } }) =>
  warningSeconds < limitSeconds
    ? []
    : [
        {
          path: 'response.warningSeconds',
          code: 'warning_not_below_limit',
          message: `The warning (${warningSeconds} s before the deadline) must be less than the limit (${limitSeconds} s).`,
        },
      ];

const remindersAscend: Rule = ({ autoClose: { reminders } }) =>
  reminders.flatMap(({ afterSeconds }, index) => {
    const before = reminders[index - 1];
    if (!before || before.afterSeconds < afterSeconds) return [];
    return {
      path: `autoClose.reminders.${index}.afterSeconds`,
      code: 'reminders_not_ascending' as const,
      message: `A reminder must come later than the one before it (${before.afterSeconds} s).`,
    };
  });

const remindersBeforeClose: Rule = ({ autoClose }) =>
  autoClose.reminders.flatMap(({ afterSeconds }, index) =>
    afterSeconds < autoClose.afterSeconds
      ? []
      : {
          path: `autoClose.reminders.${index}.afterSeconds`,
          code: 'reminder_not_before_close' as const,
          message: `A reminder must come before the auto-close (${autoClose.afterSeconds} s).`,
        },
  );

const RULES: Rule[] = [warningBelowLimit, remindersAscend, remindersBeforeClose];

/**
 * Checks effective settings against the rules between fields, also in groups that are switched off: switching one on
 * must not make settings invalid.
 *
 * @returns what is wrong; empty when nothing is. Opening hours need time-zone data and are checked elsewhere.
 */
export function settingsProblems(settings: Settings): SettingsProblem[] {
  return RULES.flatMap((rule) => rule(settings));
}
