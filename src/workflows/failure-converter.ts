import { DefaultFailureConverter } from '@temporalio/common';

/**
 * Puts an error's words and stack where the codec encrypts them; what is left in clear is "Encoded failure" and the
 * type. Given to workers, in the workflows and beside them, when payloads are encrypted.
 */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
