/** How far a goal is by its steps, in percent; nothing for a goal without steps, whose owner says it in other ways. */
export function progressOf(done: readonly boolean[]): number | undefined {
  if (done.length === 0) return undefined;
  return Math.round((done.filter(Boolean).length / done.length) * 100);
}
