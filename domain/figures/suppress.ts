/**
 * Small cells: where only a few people of a group have come somewhere, the number says something about each of them. A
 * cell below the threshold is withheld, and with it as many others of its line as it takes that nobody gets it back by
 * subtracting what is shown from the total (complementary suppression).
 */
export interface Line {
  /** A number of people for each group; null where it is withheld. */
  cells: (number | null)[];
  total: number | null;
}

/**
 * A line of whole numbers that add up to their total. What is withheld together comes to the threshold at least and
 * stands in two cells at least, so that the total minus what is shown leaves room for every one of them. Nobody in a
 * group is shown as nobody: it concerns no person. Where the line is too small to hide anything in, its total goes too.
 */
export function suppress(cells: readonly number[], threshold: number): Line {
  const total = cells.reduce((sum, cell) => sum + cell, 0);
  const withheld = new Set(
    [...cells.keys()].filter((index) => cells[index]! > 0 && cells[index]! < threshold),
  );
  if (withheld.size === 0) return { cells: [...cells], total };
  const sum = (): number => [...withheld].reduce((all, index) => all + cells[index]!, 0);
  const others = [...cells.keys()]
    .filter((index) => !withheld.has(index))
    .sort((a, b) => cells[a]! - cells[b]! || a - b);
  // The smallest first, as it costs the reader least; but one that is empty hides nothing by itself.
  for (const index of [...others.filter((index) => cells[index]! > 0), ...others])
    if (withheld.size < 2 || sum() < threshold) withheld.add(index);
  const isHidden = withheld.size >= 2 && sum() >= threshold;
  return {
    cells: cells.map((cell, index) => (withheld.has(index) ? null : cell)),
    total: isHidden ? total : null,
  };
}

/** The sum of a group over several periods, where each of them is shown: it says nothing that they do not say. */
export function sumShown(parts: readonly (number | null)[]): number | null {
  return parts.reduce<number | null>((sum, part) => (sum === null || part === null ? null : sum + part), 0);
}
