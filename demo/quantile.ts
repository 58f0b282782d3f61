/**
 * The value that at least a share of all values does not exceed (nearest rank).
 *
 * @param values in any order
 * @param share between 0 and 1; 0.5 is the median
 * @returns null when there are no values
 */
export function quantile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}
