import type { Model, mongo } from 'mongoose';

/**
 * The driver's own collection, for update pipelines, bulks and server-made values, which mongoose would cast. Nothing
 * is sanitized here: pass values whose types are known.
 */
export function raw<T extends { _id: unknown }>(model: Model<T>): mongo.Collection<T> {
  return model.collection as unknown as mongo.Collection<T>;
}
