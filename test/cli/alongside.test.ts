import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { newCodecKey } from '../../platform/codec';
import { type LivedIn, LIVED_IN, livedIn } from '../web/livedIn';
import { standIn, webUnderTest, type WebUnderTest } from '../web/support';
import { inProcess } from './run';

const mockNow = new Date('2026-03-02T15:00:00.000Z');
const mockAsked: { what: string; args: unknown[] }[] = [];
const mockTemporal = { away: false, answers: {} as Record<string, unknown> };
const mockStandIn = () => standIn(mockAsked, mockTemporal);
// The commands, the office and PostgreSQL are real; what would be told to workflows is taken down.
jest.mock('../../client/fullCircle', () => ({
  ...jest.requireActual<object>('../../client/fullCircle'),
  createFullCircle: () => mockStandIn(),
}));
jest.mock('../../platform/clock', () => ({
  ...jest.requireActual<object>('../../platform/clock'),
  systemClock: { now: async () => mockNow },
}));

const EXIT = { ok: 0, refused: 1, usage: 2, notFound: 3 };

/** Staff at their terminal, around a pair: each command once well and once refused. */
describe('around a pair, at the command line', () => {
  let web: WebUnderTest;
  let made: LivedIn;
  let env: Record<string, string>;
  let folder: string;

  beforeAll(async () => {
    web = await webUnderTest();
    made = await livedIn(web);
    folder = mkdtempSync(path.join(tmpdir(), 'fullcircle-alongside-'));
    env = {
      DATABASE_URL: web.database.url,
      CODEC_KEYS: newCodecKey('test'),
      TEMPORAL_ADDRESS: '127.0.0.1:1',
      FULLCIRCLE_DATA_DIR: folder,
    };
    mockTemporal.answers = {
      'mentorships.answerTime': { meeting: { number: 2, startsWall: '2026-03-06T10:30' } },
      'transitions.moveDate': { status: 'open', contacts: [] },
      'transitions.markContact': { status: 'open', contacts: [] },
      'transitions.close': { status: 'closed', contacts: [] },
    };
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await web.close();
  });

  const cli = (...args: string[]) => inProcess(args, env);
  type Line = [args: string[], says: RegExp];
  type No = [args: string[], code: keyof typeof EXIT, says: RegExp];

  const groups: Record<string, () => { good: Line[]; bad: No[] }> = {
    meetings: () => ({
      bad: [
        [
          ['meetings', 'propose', made.pair, '2', 'tomorrow', '--side', 'mentee'],
          'refused',
          /"tomorrow" is not a date/,
        ],
        [['meetings', 'answer', made.pair, 'two', '--side', 'mentee'], 'usage', /two/],
        [['meetings', 'interim', made.pair, 'nobody'], 'refused', /nobody "nobody"/],
        [['meetings', 'calendar', made.pair, '9'], 'notFound', /meeting/],
        [['meetings', 'list', 'nobody'], 'notFound', /nobody/],
      ],
      good: [
        [['meetings', 'list', made.noor.participantId], /2026-03-06 10:30 \(mentor\)/],
        [['meetings', 'propose', made.pair, '2', '2026-03-07T10:00', '--side', 'mentee'], /Proposed/],
        [['meetings', 'answer', made.pair, '2', '--side', 'mentee'], /Meeting 2: 2026-03-06T10:30/],
        [['meetings', 'interim', made.pair, 'lee@example.org'], /Named, and told/],
        [['meetings', 'calendar', made.pair, '2'], /BEGIN:VCALENDAR/],
      ],
    }),
    referrals: () => ({
      bad: [
        [['referrals', 'make', made.noor.participantId, 'bakery'], 'refused', /no partner "bakery"/],
        [['referrals', 'settle', made.referral, '--outcome', 'arrived'], 'refused', /not agreed yet/],
        [['referrals', 'companion', made.referral, 'nobody'], 'refused', /nobody "nobody"/],
        [['referrals', 'consent', 'none'], 'notFound', /referral none/],
      ],
      good: [
        [
          ['referrals', 'make', made.noor.participantId, 'employment-service', '--consented'],
          /^Introduction \w+\./,
        ],
        [['referrals', 'companion', made.referral, made.devon.participantId], /Named, and told/],
        [['referrals', 'consent', made.referral], /^Noted/],
        [['referrals', 'settle', made.referral, '--outcome', 'arrived'], /^Noted/],
        [['referrals', 'list', '--program', LIVED_IN], /adult-school|Adult school/],
      ],
    }),
    resources: () => ({
      bad: [
        [['resources', 'add', '--program', LIVED_IN, '--title-en', 'Naloxone'], 'refused', /text to read/],
        [['resources', 'send', 'nothing', made.noor.participantId], 'notFound', /resource nothing/],
        [['resources', 'list', '--program', 'nowhere'], 'notFound', /nowhere/],
      ],
      good: [
        [
          [
            'resources',
            'add',
            '--program',
            LIVED_IN,
            '--title-en',
            'Naloxone',
            '--link',
            'https://example.org/n',
          ],
          /^Added as \w+/,
        ],
        [['resources', 'send', 'boundaries', made.noor.participantId], /^Sent/],
        [['resources', 'list', '--program', LIVED_IN], /Naloxone/],
      ],
    }),
    appointments: () => ({
      bad: [
        [
          ['appointments', 'plan', made.noor.participantId, 'Library', '--at', '2026-02-01T10:00'],
          'refused',
          /still to come/,
        ],
        [['appointments', 'settle', made.appointment, '--outcome', 'kept'], 'refused', /still to come/],
        [['appointments', 'move', 'none', '--at', '2026-03-05T10:00'], 'notFound', /appointment none/],
      ],
      good: [
        [
          ['appointments', 'plan', made.noor.participantId, 'Library', '--at', '2026-03-09T10:00'],
          /^Noted as appointment/,
        ],
        [
          ['appointments', 'move', made.appointment, '--at', '2026-03-05T09:30'],
          /everybody who goes hears of it/,
        ],
        [['appointments', 'list', '--participant', made.noor.participantId], /Library/],
      ],
    }),
    work: () => ({
      bad: [
        [['work', 'log', made.devon.participantId, '2026-03-09', '1'], 'refused', /has not come/],
        [['work', 'log', made.noor.participantId, '2026-03-01', '1'], 'refused', /stands at no tier/],
        [['work', 'void', 'none'], 'notFound', /none/],
        [['tiers', 'move', made.devon.participantId, 'queen', '--reason', 'growth'], 'refused', /"queen"/],
        [
          ['tiers', 'supervisor', made.devon.participantId, 'nobody@example.org'],
          'refused',
          /nobody@example/,
        ],
        [['tiers', 'support', made.devon.participantId, 'holiday'], 'refused', /"holiday" is not a support/],
        [['reviews', 'show', 'nobody'], 'notFound', /nobody/],
        [
          ['openings', 'decide', made.opening, made.noor.participantId, '--why', 'So.'],
          'refused',
          /interested/,
        ],
      ],
      good: [
        [['work', 'log', made.devon.participantId, '2026-03-01', '1.5'], /32\.25 CAD, stipend/],
        [['work', 'list', '--program', LIVED_IN, '--from', '2026-03-01', '--until', '2026-03-02'], /Devon/],
        [['tiers', 'show', made.devon.participantId], /peer-worker|Peer worker/],
        [['tiers', 'supervisor', made.devon.participantId, 'lee@example.org'], /^Named/],
        [['tiers', 'supervised', made.devon.participantId], /^Recorded/],
        [['tiers', 'support', made.devon.participantId, 'education'], /staff owe it now/],
        [['reviews', 'show', made.devon.participantId], /become-mentor|own bed/],
        [['openings', 'tell', made.opening], /^0 more people told/],
        [
          ['openings', 'decide', made.opening, made.devon.participantId, '--why', 'Knows every street.'],
          /kept with the reason/,
        ],
        [['openings', 'list', '--program', LIVED_IN], /Tuesday outreach/],
      ],
    }),
    notes: () => ({
      bad: [
        [['notes', 'write', made.noor.participantId, '  '], 'refused', /needs words/],
        [['notes', 'list', 'nobody'], 'notFound', /nobody/],
      ],
      good: [
        [
          ['notes', 'write', made.noor.participantId, 'Likes the early bus.', '--for', 'coordinators'],
          /Kept/,
        ],
        [['notes', 'list', made.noor.participantId], /coordinators.*Likes the early bus/],
      ],
    }),
    matches: () => ({
      bad: [
        [['matches', 'approve', 'none'], 'notFound', /none/],
        [['matches', 'propose', '--program', 'nowhere'], 'notFound', /nowhere/],
      ],
      good: [[['matches', 'list', '--program', LIVED_IN, '--status', 'active'], /Noor Haddad/]],
    }),
    surveys: () => ({
      bad: [
        [['surveys', 'ask', made.noor.participantId, '--by', 'text'], 'refused', /no number/],
        [['surveys', 'ask', made.noor.participantId, '--by', 'pigeon'], 'refused', /--by text or --by link/],
        [
          ['surveys', 'enter', made.noor.participantId, answers({ skills: ['outreach'] })],
          'refused',
          /still need an answer/,
        ],
      ],
      good: [
        [['surveys', 'ask', made.noor.participantId], /^Asked/],
        [
          [
            'surveys',
            'enter',
            made.noor.participantId,
            answers({
              skills: ['outreach'],
              goals: ['school'],
              languages: ['en'],
              availability: ['tue-evening'],
            }),
          ],
          /^Entered/,
        ],
        [['surveys', 'show', made.noor.participantId], /outreach/],
      ],
    }),
    transitions: () => ({
      bad: [
        [
          ['transitions', 'report', made.devon.participantId, 'hospital-discharge', '--partner', 'bakery'],
          'refused',
          /"bakery" is no partner/,
        ],
        [['transitions', 'move', made.transition, '--date', 'soon'], 'refused', /"soon" is not a day/],
        [['transitions', 'hand-over', made.transition, '--to', 'Lena'], 'refused', /own yes/],
        [
          ['transitions', 'share', made.noor.participantId, 'bakery', '--consent', 'phone'],
          'refused',
          /bakery/,
        ],
        [['transitions', 'show', 'none'], 'notFound', /transition none/],
      ],
      good: [
        [
          ['transitions', 'report', made.devon.participantId, 'hospital-discharge', '--date', '2026-03-10'],
          /: planned\./,
        ],
        [['transitions', 'list', '--program', LIVED_IN], /Noor Haddad/],
        [['transitions', 'show', made.transition], /before \(staff\): late/],
        [['transitions', 'move', made.transition, '--unknown'], /date is unknown now/],
        [['transitions', 'contact', made.transition, 'before', 'done'], /^Recorded/],
        [['transitions', 'share', made.noor.participantId, 'legal-clinic', '--end'], /No longer shared/],
        [['transitions', 'close', made.transition, '--outcome', 'completed'], /^Closed/],
      ],
    }),
  };

  test.each(Object.keys(groups))('%s', async (name) => {
    const { good, bad } = groups[name]!();
    const wrong: object[] = [];
    for (const [args, code, says] of bad) {
      const ran = await cli(...args);
      if (ran.code !== EXIT[code] || !says.test(ran.err)) wrong.push({ args, code: ran.code, err: ran.err });
    }
    for (const [args, says] of good) {
      const ran = await cli(...args);
      if (ran.code !== 0 || !says.test(ran.out)) wrong.push({ args, ...ran });
    }
    expect(wrong).toEqual([]);
  });

  test('a colleague of another program finds nobody, with --as', async () => {
    const { personId } = made.robin;
    await web.parts.database.account.create({
      data: {
        id: 'elsewhere',
        personId,
        email: 'elsewhere@example.org',
        passwordHash: '',
        createdAt: mockNow,
        grants: { create: { id: 'g', role: 'viewer', programId: LIVED_IN, siteId: `${LIVED_IN}.centre` } },
      },
    });
    const as = ['--as', 'elsewhere@example.org'];
    const ran = await cli(...as, 'notes', 'write', made.noor.participantId, 'I know them.');
    expect([ran.code, ran.err]).toEqual([
      EXIT.refused,
      expect.stringContaining('Your role does not include this'),
    ]);
    await web.parts.database.roleGrant.updateMany({
      where: { id: 'g' },
      data: { programId: 'elsewhere', siteId: null },
    });
    for (const args of [
      ['notes', 'list', made.noor.participantId],
      ['meetings', 'list', made.noor.participantId],
      ['transitions', 'show', made.transition],
      ['surveys', 'show', made.noor.participantId],
    ])
      expect(await cli(...as, ...args)).toMatchObject({ code: EXIT.notFound });
  });

  function answers(given: object): string {
    const file = path.join(folder, `answers-${JSON.stringify(given).length}.json`);
    writeFileSync(file, JSON.stringify(given));
    return file;
  }
});
