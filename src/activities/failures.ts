/** Failures as Temporal keeps them: short, without personal data, and retried unless they can never succeed. */

import { ApplicationFailure } from '@temporalio/common';
import { Unavailable } from '../client/unavailable.ts';
import { mongoFailure, type MongoFailure } from '../store/errors.ts';

/** A request that can never succeed. */
export function impossible(sentence: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(sentence, 'ImpossibleRequest');
}

/** Makes the failure to throw for an error: nothing that the error quotes gets into the history. */
export function asFailure(error: unknown): ApplicationFailure {
  if (error instanceof ApplicationFailure) return error;
  if (error instanceof Unavailable) {
    return ApplicationFailure.retryable('Temporal cannot be reached', 'TemporalUnavailable');
  }
  const ofStore = mongoFailure(error);
  if (ofStore !== null) return storeFailure(ofStore);
  const name = error instanceof Error ? error.name : 'unknown error';
  return ApplicationFailure.retryable(`Failed unexpectedly (${name})`, name);
}

function storeFailure({ kind, name }: MongoFailure): ApplicationFailure {
  switch (kind) {
    case 'misfit':
      return impossible(`A value does not fit (${name})`);
    case 'impossible':
      return impossible(`MongoDB refused (${name})`);
    case 'refused':
      return ApplicationFailure.retryable(`MongoDB refused (${name})`, 'StoreRefused');
    case 'away':
      return ApplicationFailure.retryable(
        `MongoDB cannot be reached (${name})`,
        'StoreUnavailable',
      );
  }
}
