import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';

/** Far longer than any of the tests takes. */
const LONGEST_MS = 60_000;

/** A change in a file, by its number. */
interface Chosen {
  target: string;
  number: number;
}

/** Runs tests with a change in the source, in a process that is replaced where a change makes it run for ever. */
export class Runner {
  private child: ChildProcess | undefined;

  /** @param mutant nothing for the source as it is */
  async pass(tests: readonly string[], mutant?: Chosen): Promise<boolean> {
    const child = (this.child ??= fork(path.join(__dirname, 'child.cjs'), { execArgv: [] }));
    const tooLong = setTimeout(() => child.kill('SIGKILL'), LONGEST_MS);
    const passed = await new Promise<boolean>((resolve) => {
      child.once('message', (answer) => resolve((answer as { passed: boolean }).passed));
      child.once('exit', () => resolve(false));
      child.send({ tests, mutant });
    });
    clearTimeout(tooLong);
    child.removeAllListeners();
    if (child.killed || child.exitCode !== null) this.child = undefined;
    return passed;
  }

  end(): void {
    this.child?.kill();
  }
}
