/** Temporal's codec protocol: payloads as protobuf writes them in JSON. */

import { z } from '../http/zod.ts';

const MOST_PAYLOADS = 1_000;
const MOST_METADATA = 50;

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const base64 = z
  .string()
  .regex(BASE64, { error: 'This must be base64.' })
  .openapi({ description: 'base64', example: 'anNvbi9wbGFpbg==' });

const payload = z.strictObject({
  metadata: z
    .record(z.string(), base64)
    .refine((value) => Object.keys(value).length <= MOST_METADATA, {
      message: `The most is ${String(MOST_METADATA)} entries.`,
      params: { code: 'too_long' },
    })
    .optional()
    .openapi({ maxProperties: MOST_METADATA }),
  data: base64.optional(),
});

export const payloads = z
  .strictObject({ payloads: z.array(payload).max(MOST_PAYLOADS) })
  .openapi('Payloads', {
    example: {
      payloads: [{ metadata: { encoding: 'anNvbi9wbGFpbg==' }, data: 'eyJ0ZXh0IjoiSGVsbG8/In0=' }],
    },
  });

export type PayloadsJson = z.infer<typeof payloads>;
