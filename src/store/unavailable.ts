/** The database is away, or gave no answer in time: the same request may succeed a moment later. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}
