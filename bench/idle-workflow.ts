/** The baseline: a workflow that takes signals and does nothing. */

import { condition, defineSignal, setHandler } from '@temporalio/workflow';

export const idleSignal = defineSignal<[unknown]>('session');

export async function idle(): Promise<void> {
  setHandler(idleSignal, () => undefined);
  await condition(() => false);
}
