/** Says one line to whoever started this: what is being done, or what went wrong and is being repaired. */
export type Report = (line: string) => void;

/** Reports nothing: for tests that are not about what is said. */
export const silent: Report = () => undefined;
