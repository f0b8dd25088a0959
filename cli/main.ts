import { EXIT } from './exitCodes';
import { note } from './output';
import { run } from './run';

/** `EX_SOFTWARE` of sysexits.h. */
const DEFECT = 70;

// A reader who has seen enough (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(EXIT.ok);
});

run(process.argv.slice(2))
  .catch((error: unknown) => {
    note(
      process.env['FULLCIRCLE_DEBUG'] && error instanceof Error
        ? (error.stack ?? error.message)
        : `This should not have happened: ${error instanceof Error ? error.message.split('\n').at(-1) : String(error)} (FULLCIRCLE_DEBUG=1 shows where).`,
    );
    return DEFECT;
  })
  // Whatever still tries to reach a server is not waited for; what was printed is.
  .then(
    (code) => process.stdout.write('', () => process.exit(code)),
    () => process.exit(DEFECT),
  );
