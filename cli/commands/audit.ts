import { note, printJson, printOne, printRows, words } from '../output';
import type { Root } from '../program';
import { withOffice } from '../session';

export function audit(root: Root): void {
  const noun = root.command('audit').description('how the system itself is doing');

  noun
    .command('run')
    .description('look at everything that should be going on, mend what is safe, alert about the rest')
    .action(async (_options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, format }) => {
        const report = await office.system.run(caller);
        const { satisfied, open, mended } = report;
        printOne(
          format,
          report,
          `${satisfied ? 'Satisfied' : 'Not satisfied'}: ${open} open, ${mended} mended now.`,
        );
      });
    });

  noun
    .command('restore <what>')
    .description(
      'begin again, from the rows, what has lost its run: journey-…, mentorship-…, transition-…, request-…, occasion-…',
    )
    .action(async (what: string, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, format }) => {
        const done = await office.system.restore(caller, what);
        printOne(
          format,
          done,
          done.state === 'restored' ? `${what} goes on.` : `${what} is running already.`,
        );
      });
    });

  noun
    .command('show')
    .description('the last look, and what is open')
    .action(async (_options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, format }) => {
        const shown = await office.system.show(caller);
        if (format === 'json') return printJson(shown);
        printRows(
          format,
          shown.open,
          [
            { head: 'what', cell: ({ kind }) => words(kind) },
            { head: 'count', cell: ({ count }) => String(count) },
            { head: 'severity', cell: ({ severity }) => severity },
            { head: 'since', cell: ({ firstSeenAt }) => firstSeenAt.toISOString() },
            { head: 'mended', cell: ({ mendedAt }) => mendedAt?.toISOString() },
            { head: 'place', cell: ({ siteId, programId }) => siteId ?? programId ?? 'everywhere' },
            {
              head: 'about',
              cell: ({ shiftId, escalationId, kind, key }) => escalationId ?? shiftId ?? aboutPath(kind, key),
            },
          ],
          'Nothing is open.',
        );
        const { last, zoneRules } = shown;
        note(
          last
            ? `Last look ${last.at.toISOString()}: ${last.satisfied ? 'satisfied' : 'not satisfied'}. Zone rules ${zoneRules.version}${zoneRules.ok ? '' : ', STALE'}.`
            : 'Nobody has looked yet.',
        );
      });
    });
}

/** As `audit restore` takes it. */
function aboutPath(kind: string, key: string): string | undefined {
  return kind.startsWith('path-') ? key.slice(kind.length + 1) : undefined;
}
