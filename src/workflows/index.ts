export { agent } from './agent.ts';
export { conversation } from './conversation.ts';
export { saveOverflow } from './overflow.ts';
export { reconcile, safety, watch } from './upkeep.ts';
export { dispatch, webhook } from './webhook.ts';
