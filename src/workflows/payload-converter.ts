import { defaultPayloadConverter, type PayloadConverter } from '@temporalio/common';

/** The value that a workflow gets in place of a payload that cannot be read. */
export const UNREADABLE = { type: 'unreadable' } as const;

/** Tells whether an argument arrived at all: present, and read from its payload. */
export function isUnreadable(value: unknown): boolean {
  return (
    typeof value !== 'object' ||
    value === null ||
    ('type' in value && value.type === UNREADABLE.type)
  );
}

/**
 * Hands over a marker for a payload that cannot be read. To throw here would retry the workflow task for ever, and no
 * handler could catch it: one poisoned signal would wedge its session.
 */
export const payloadConverter: PayloadConverter = {
  toPayload: (value) => defaultPayloadConverter.toPayload(value),
  fromPayload: (payload) => {
    try {
      return defaultPayloadConverter.fromPayload(payload);
    } catch {
      return UNREADABLE as never;
    }
  },
};
