/**
 * Which way imports point between the rooms (ARCHITECTURE.md). A room that is not named in a rule's `pathNot` may not
 * be reached from the rule's `from`.
 */
const room = (from, ...allowed) => ({
  name: `${from}-imports`,
  comment: `${from}/ may import only: itself, ${allowed.join(', ') || 'nothing of ours'}`,
  severity: 'error',
  from: { path: `^${from}/` },
  to: {
    path: '^(activities|bench|bin|cli|client|domain|local|office|platform|prisma|programs|scripts|test|web|workers|workflows)/',
    pathNot: [`^${from}/`, ...allowed.map((path) => `^${path}`)],
  },
});

module.exports = {
  forbidden: [
    room('domain'),
    // The catalogue's table of template names imports nothing, and only its types are used here.
    room(
      'workflows',
      'domain/(ids|cadence|duration|policy|ladder|ledger|shiftPlan|meetingTime|versions|messages/templates)\\.ts$',
    ),
    room('platform', 'prisma/generated/', 'domain/'),
    room('programs', 'domain/', 'platform/', 'prisma/generated/', 'workflows/contract/'),
    // How an escalation begins is decided in one place, for its workflow and for the activity that sees a miss.
    room(
      'activities',
      'domain/',
      'platform/',
      'prisma/generated/',
      'workflows/(contract/|escalation/(alarm|climb|ending)\\.ts$)',
    ),
    room('client', 'domain/(ids|duration|policy|ledger)\\.ts$', 'workflows/contract/'),
    room(
      'office',
      'domain/',
      'platform/',
      'prisma/generated/',
      'programs/',
      'client/',
      'workflows/contract/',
      'activities/',
    ),
    room(
      'web',
      'domain/',
      'platform/',
      'prisma/generated/',
      'programs/',
      'client/',
      'office/',
      'workflows/contract/',
      'activities/',
    ),
    room(
      'cli',
      'domain/',
      'platform/',
      'prisma/generated/',
      'programs/',
      'client/',
      'office/',
      'workflows/contract/',
    ),
    room(
      'workers',
      'office/',
      'domain/',
      'platform/',
      'prisma/generated/',
      'programs/',
      'client/',
      'workflows/',
      'activities/',
    ),
    {
      name: 'workflows-are-deterministic',
      comment: 'Workflow code runs in a sandbox: the SDK only, and of domain/ only policy',
      severity: 'error',
      from: { path: '^workflows/' },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'core'],
        pathNot: 'node_modules/@temporalio/(workflow|common)/',
      },
    },
    {
      name: 'domain-is-pure',
      comment: 'No I/O and no SDK in domain/',
      severity: 'error',
      from: { path: '^domain/' },
      to: {
        path: [
          'node_modules/@temporalio/',
          'node_modules/@prisma/',
          'node_modules/(pg|fastify|twilio|nodemailer)/',
        ],
      },
    },
    {
      name: 'no-io-in-domain',
      severity: 'error',
      from: { path: '^domain/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'tests-stay-outside',
      comment: 'What ships does not import tests',
      severity: 'error',
      from: { pathNot: '^(test|bench|scripts/test\\.ts)' },
      to: { path: '^test/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^prisma/generated/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.cjs', '.js'] },
  },
};
