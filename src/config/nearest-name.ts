/** The known name with the fewest letters to change. */
export function nearest(name: string, known: readonly string[]): string {
  return known.reduce((best, other) =>
    distance(name, other) < distance(name, best) ? other : best,
  );
}

/** Levenshtein's: insertions, deletions and replacements that make one word the other. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, letter] of Array.from(from).entries()) {
    const next = [i + 1];
    for (const [j, other] of Array.from(to).entries()) {
      const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
