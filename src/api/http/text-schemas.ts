/** The plain kinds of fields: texts, IDs, instants, and what they may hold. */

import { z } from './zod.ts';

export const LONGEST_TEXT = 16_384;
/** The longest address that mail can reach (RFC 5321, 4.5.3.1.3, less its angle brackets). */
export const LONGEST_EMAIL = 254;
const LONGEST_ID = 200;

const CONTROL = /\p{Cc}/u;
const LONE_SURROGATE = /\p{Cs}/u;
const PRINTABLE = '^[^\\u0000-\\u001F\\u007F-\\u009F]*$';

/** As JSON Schema counts: code points, so that an emoji is one character and not two. */
function characters(value: string): number {
  return Array.from(value).length;
}

type Broken = readonly [code: string, message: string] | null;

function checked(rule: (value: string) => Broken): z.ZodType<string, string> {
  return z.string().superRefine((value, context) => {
    const broken = rule(value);
    if (broken !== null) {
      context.addIssue({ code: 'custom', message: broken[1], params: { code: broken[0] } });
    }
  });
}

function wrongLength(value: string, shortest: number, longest: number): Broken {
  const length = characters(value);
  if (length < shortest) return ['too_short', 'This must not be empty.'];
  if (length > longest) return ['too_long', `The most is ${String(longest)} characters.`];
  return null;
}

/**
 * Free text: anything but U+0000. Half of a surrogate pair, which no UTF-8 can carry, becomes U+FFFD: a message cut
 * in the middle of an emoji is still a message.
 */
export const freeText = (longest: number, shortest: 0 | 1 = 1): z.ZodType<string, string> =>
  checked((value) =>
    value.includes('\0')
      ? ['forbidden_character', 'U+0000 is not allowed.']
      : wrongLength(value, shortest, longest),
  )
    .overwrite((value) => value.replace(/\p{Cs}/gu, '\uFFFD'))
    .openapi({
      minLength: shortest,
      maxLength: longest,
      pattern: '^[^\\u0000]*$',
    });

/** An ID or a name of one line: no control characters, and the same in every encoding. */
export const identifier = (longest = LONGEST_ID): z.ZodType<string, string> =>
  checked((value) => {
    if (CONTROL.test(value)) return ['forbidden_character', 'Control characters are not allowed.'];
    if (LONE_SURROGATE.test(value)) {
      return ['forbidden_character', 'Half a surrogate pair is not allowed.'];
    }
    return wrongLength(value, 1, longest);
  }).openapi({ minLength: 1, maxLength: longest, pattern: PRINTABLE });

/** An instant in RFC 3339, kept as the text it is. */
export const instant = z.iso
  .datetime({
    offset: true,
    error: 'This must be an RFC 3339 instant, such as 2026-01-31T09:30:00Z.',
  })
  .refine((value) => !Number.isNaN(Date.parse(value)), {
    message: 'There is no such instant.',
    params: { code: 'invalid_format' },
  })

  .openapi({ format: 'date-time', example: '2026-01-31T09:30:00.000Z' });

/** How instants are answered. */
export const instantOut = z.string().openapi({
  format: 'date-time',
  example: '2026-01-31T09:30:00.000Z',
});

/** A whole number in a range, both ends included. */
export const whole = (least: number, most: number): z.ZodInt => z.int().min(least).max(most);

/** Milliseconds to RFC 3339 in UTC. */
export function toInstant(ms: number): string;
export function toInstant(ms: number | null): string | null;
export function toInstant(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
