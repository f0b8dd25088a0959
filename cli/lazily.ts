/* oxlint-disable typescript/no-require-imports, typescript/consistent-type-imports --
   import() would go past the loader that turns TypeScript into what Node runs, and an import at the top of a file would
   load Temporal and Prisma for `--help`. */

/** Modules that a command loads when it needs them: help and everything that needs no server start without the rest. */
export const lazily = {
  access: () => require('../office/access') as typeof import('../office/access'),
  clock: () => require('../platform/clock') as typeof import('../platform/clock'),
  config: () => require('../platform/config') as typeof import('../platform/config'),
  database: () => require('../platform/database') as typeof import('../platform/database'),
  evidenceCsv: () => require('../office/evidence/csv') as typeof import('../office/evidence/csv'),
  figuresCsv: () => require('../office/figures/csv') as typeof import('../office/figures/csv'),
  fullCircle: () => require('../client/fullCircle') as typeof import('../client/fullCircle'),
  office: () => require('../office/office') as typeof import('../office/office'),
  previews: () => require('../domain/messages/preview') as typeof import('../domain/messages/preview'),
  pattern: () => require('../domain/shiftPattern') as typeof import('../domain/shiftPattern'),
  programs: () => require('../programs') as typeof import('../programs'),
  replies: () => require('../domain/replies') as typeof import('../domain/replies'),
  roster: () => require('../programs/roster') as typeof import('../programs/roster'),
  temporal: () => require('../platform/temporal') as typeof import('../platform/temporal'),
  workCsv: () => require('../office/peerWork/workCsv') as typeof import('../office/peerWork/workCsv'),
  time: () => require('../domain/time') as typeof import('../domain/time'),
};
