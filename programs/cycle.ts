/** The ids of a circle of requirements, the first repeated at the end, beginning with the one that stands first; or undefined. */
export function findCycle(
  steps: readonly { id: string; requires: readonly string[] }[],
): string[] | undefined {
  const requires = new Map(steps.map(({ id, requires }) => [id, requires]));
  const settled = new Set<string>();
  const trail: string[] = [];

  const visit = (id: string): string[] | undefined => {
    if (trail.includes(id)) return [...trail.slice(trail.indexOf(id)), id];
    if (settled.has(id)) return undefined;
    trail.push(id);
    for (const needed of requires.get(id) ?? []) {
      const cycle = visit(needed);
      if (cycle !== undefined) return cycle;
    }
    trail.pop();
    settled.add(id);
    return undefined;
  };

  for (const { id } of steps) {
    const cycle = visit(id);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}
