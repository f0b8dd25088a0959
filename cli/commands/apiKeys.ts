import { Option } from '@commander-js/extra-typings';
import { printOne } from '../output';
import type { Root } from '../program';
import { withOffice } from '../session';

export function apiKeys(root: Root): void {
  const noun = root.command('api-keys').description('keys for other programs that use the API');

  noun
    .command('create')
    .description('make a key; its secret is shown this once')
    .requiredOption('--name <name>', 'what will use it')
    .addOption(
      new Option('--role <role>')
        .choices(['admin', 'coordinator', 'supervisor', 'viewer', 'partner'] as const)
        .makeOptionMandatory(),
    )
    .option('--program <id>', 'all programs when absent')
    .option('--site <site>', 'all sites of the program when absent')
    .option('--partner <id>', 'with the role partner: which of the program’s partners')
    .action(async (_options, command) => {
      const { name, role, program, site, partner, ...globals } = command.optsWithGlobals();
      await withOffice(globals, async ({ office, caller, format }) => {
        const key = await office.apiKeys.create(caller, {
          name,
          role,
          ...(program ? { programId: program } : {}),
          ...(site ? { siteId: site } : {}),
          ...(partner ? { partner } : {}),
        });
        printOne(format, key, key.secret);
      });
    });

  noun
    .command('revoke')
    .description('a revoked key opens nothing from now on')
    .argument('<key>', 'id of the key')
    .action(async (key, _options, command) => {
      await withOffice(command.optsWithGlobals(), async ({ office, caller, format }) => {
        await office.apiKeys.revoke(caller, key);
        printOne(format, { id: key, revoked: true }, 'Revoked.');
      });
    });
}
