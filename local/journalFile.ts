import { appendFileSync, existsSync, mkdirSync, readFileSync, truncateSync } from 'node:fs';
import path from 'node:path';

/**
 * A file of JSON lines that only grows. What was appended is there after a kill -9; a line that was being written at
 * that moment is cut off again.
 */
export class JournalFile<Entry> {
  readonly entries: readonly Entry[];

  constructor(private readonly file: string) {
    mkdirSync(path.dirname(file), { recursive: true });
    this.entries = existsSync(file) ? this.read() : [];
  }

  append(entry: Entry): void {
    appendFileSync(this.file, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
  }

  private read(): Entry[] {
    const bytes = readFileSync(this.file);
    const whole = bytes.lastIndexOf(0x0a) + 1;
    if (whole < bytes.length) truncateSync(this.file, whole);
    return bytes
      .subarray(0, whole)
      .toString('utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Entry);
  }
}
