/** Activities that the workflows of webhooks call, and what these report. */

/** Why an endpoint is off: it answered 410, it accepted nothing for days, or somebody switched it off. */
export const OFF_REASONS = ['gone', 'failing', 'by_hand'] as const;
export type OffReason = (typeof OFF_REASONS)[number];

export interface AttemptRequest {
  webhookId: string;
  /** The public event's ID. */
  eventId: string;
  /** Counts from 1 in each series of attempts. */
  attempt: number;
  /** Since the series began. */
  elapsedMs: number;
  /** The workflow's clock. */
  nowMs: number;
}

export interface AttemptOutcome {
  status: 'pending' | 'delivered' | 'failed';
  /** `null` when it is over. */
  retryInMs: number | null;
  /** Why it was not accepted, in one sentence of our own; `null` when it was. */
  error: string | null;
}

/** Result of one turn of dispatching. */
export interface Dispatched {
  /** Events gone through. */
  events: number;
  /** Deliveries started. */
  deliveries: number;
}

/** Activities that the workflows of webhooks call. */
export interface WebhookActivities {
  /** Starts a delivery for every new event and webhook, for minutes. */
  dispatchEvents(): Promise<Dispatched>;
  /** Sends an event once, and keeps what came of it. */
  attemptDelivery(request: AttemptRequest): Promise<AttemptOutcome>;
}
