import { NotThere } from '../../client/fullCircle';
import { as } from '../../domain/ids';
import { NotAllowed, type Caller } from '../../office/access';
import { ANA, failureOf, openDesk, somebody, type Desk } from './desk';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk(['kwmunity', 'cat']);
});
afterAll(() => desk?.close());

const dana = {
  programId: 'kwmunity',
  site: 'kitchener',
  role: 'mentee' as const,
  givenName: 'Dana',
  surname: 'Whitcombe',
  language: 'en' as const,
  phone: '519 555 0101',
  email: 'Dana@Example.org',
};

describe('adding somebody', () => {
  it('stores them with their contacts as the carriers want them, the preferred one first', async () => {
    const { participantId } = await desk.office.participants.add(ANA, {
      ...dana,
      consents: ['sms'],
      prefers: 'email',
    });
    const shown = await desk.office.participants.show(ANA, participantId);
    expect(shown.person.name).toBe('Dana Whitcombe');
    expect(shown.siteId).toBe('kwmunity.kitchener');
    expect(
      shown.contacts.map(({ channel, value, consentAt }) => [channel, value, consentAt !== null]),
    ).toEqual([
      ['email', 'dana@example.org', false],
      ['sms', '+15195550101', true],
    ]);
    expect(shown.timeline.map(({ kind, actor }) => [kind, actor])).toEqual([
      ['participant-added', 'account:ana'],
      ['consent-given', 'account:ana'],
    ]);
  });

  it('refuses the same person twice, and says where they are', async () => {
    const refusal = await failureOf(desk.office.participants.add(ANA, { ...dana, givenName: 'dana ' }));
    expect(refusal).toMatchObject({ name: 'Refused', code: 'AlreadyThere' });
    expect(await desk.database.person.count({ where: { givenName: { contains: 'ana' } } })).toBe(1);
  });

  it('keeps one record of a person in two programs', async () => {
    const there = await desk.database.participant.findFirstOrThrow({
      where: { person: { givenName: 'Dana' } },
    });
    const site = await desk.database.site.findFirstOrThrow({ where: { programId: 'cat' } });
    const added = await desk.office.participants.add(ANA, { ...dana, programId: 'cat', site: site.id });
    expect(added.personId).toBe(there.personId);
  });

  it('takes two people who share a telephone for two people', async () => {
    const sister = await desk.office.participants.add(ANA, { ...dana, givenName: 'Nadia', email: undefined });
    const there = await desk.database.participant.findFirstOrThrow({
      where: { person: { givenName: 'Dana' } },
    });
    expect(sister.personId).not.toBe(there.personId);
  });

  it('adds nobody for a reference that is there already', async () => {
    const once = await desk.office.participants.add(ANA, { ...dana, givenName: 'Remy', reference: 'R-1' });
    const again = await desk.office.participants.add(ANA, { ...dana, givenName: 'Remy', reference: 'R-1' });
    expect(again).toEqual({ ...once, added: false });
  });

  it.each([
    ['a phone number that is none', { phone: '12345' }, 'NotAPhoneNumber'],
    ['an address that is none', { email: 'dana.example.org' }, 'NotAnEmailAddress'],
    ['nobody who can be reached', { phone: undefined, email: undefined }, 'NoContact'],
    ['a site that the program does not have', { site: 'toronto' }, 'UnknownSite'],
    ['a tier that the program does not have', { tier: 'boss' }, 'UnknownTier'],
    ['no name', { givenName: ' ' }, 'NameNeeded'],
  ])('refuses %s', async (_, wrong, code) => {
    const before = await desk.database.person.count();
    const refusal = await failureOf(desk.office.participants.add(ANA, { ...dana, ...wrong }));
    expect(refusal).toMatchObject({ name: 'Refused', code });
    expect(await desk.database.person.count()).toBe(before);
  });

  it('lets only those add people who may', async () => {
    const viewer: Caller = {
      actor: 'account:v',
      scope: [{ role: 'viewer', programId: 'kwmunity' }],
      via: 'console',
    };
    expect(await failureOf(desk.office.participants.add(viewer, dana))).toBeInstanceOf(NotAllowed);
    const other: Caller = { ...viewer, scope: [{ role: 'admin', programId: 'cat' }] };
    expect(await failureOf(desk.office.participants.add(other, dana))).toBeInstanceOf(NotThere);
  });

  it('lets one of two clerks who add the same person at the same moment be the first', async () => {
    const both = await Promise.all(
      [1, 2].map(() =>
        failureOf(desk.office.participants.add(ANA, { ...dana, givenName: 'Twice', phone: '519 555 0177' })),
      ),
    );
    expect(both.filter((failure) => failure === undefined)).toHaveLength(1);
    expect(both.find((failure) => failure !== undefined)).toMatchObject({ code: 'AlreadyThere' });
  });
});

describe('looking people up', () => {
  it('finds those of the caller’s own site only', async () => {
    await somebody(desk, { givenName: 'Camille', site: 'cambridge' });
    const caller: Caller = {
      actor: 'account:c',
      scope: [{ role: 'supervisor', programId: 'kwmunity', siteId: 'kwmunity.cambridge' }],
      via: 'console',
    };
    const { rows, total } = await desk.office.participants.list(caller);
    expect(total).toBe(rows.length);
    expect(new Set(rows.map(({ siteId }) => siteId))).toEqual(new Set(['kwmunity.cambridge']));
    const danaThere = await desk.database.participant.findFirstOrThrow({
      where: { programId: 'kwmunity', person: { givenName: 'Dana' } },
    });
    expect(await failureOf(desk.office.participants.show(caller, danaThere.id))).toBeInstanceOf(NotThere);
  });

  it('finds by a part of the name, whatever its case', async () => {
    const { rows } = await desk.office.participants.list(ANA, { programId: 'kwmunity', search: 'WHITC' });
    expect(rows.map(({ name }) => name)).toContain('Dana Whitcombe');
  });

  it('shows about whom something is late, and only them when asked for', async () => {
    const late = await somebody(desk, { givenName: 'Late' });
    await desk.database.wait.create({
      data: {
        key: 'k-late',
        kind: 'survey',
        programId: 'kwmunity',
        siteId: 'kwmunity.kitchener',
        owedBy: 'participant',
        personId: late.personId,
        subjectPersonId: late.personId,
        since: new Date('2026-02-01T00:00:00Z'),
        dueAt: new Date('2026-03-01T00:00:00Z'),
      },
    });
    const { rows } = await desk.office.participants.list(ANA, { programId: 'kwmunity', late: true });
    expect(rows.map(({ name, late: isLate }) => [name, isLate])).toEqual([['Late', true]]);
    expect(rows[0]?.waits).toMatchObject([{ kind: 'survey', owedBy: 'participant', late: true }]);
  });

  it('lets somebody see nothing of a person in another program of theirs', async () => {
    const cat: Caller = {
      actor: 'account:k',
      scope: [{ role: 'coordinator', programId: 'cat' }],
      via: 'console',
    };
    const there = await desk.database.participant.findFirstOrThrow({
      where: { programId: 'cat', person: { givenName: 'Dana' } },
    });
    const shown = await desk.office.participants.show(cat, there.id);
    expect(shown.timeline.every(({ programId }) => programId === 'cat')).toBe(true);
    expect(shown.timeline.length).toBeGreaterThan(0);
  });
});

describe('what is owed', () => {
  it('comes late first, the longest late on top, and only of the caller’s places', async () => {
    const who = await somebody(desk, { givenName: 'Owing' });
    const wait = (key: string, dueAt: string | null, siteId = 'kwmunity.kitchener') => ({
      key,
      kind: 'staff-task',
      programId: 'kwmunity',
      siteId,
      owedBy: 'staff',
      subjectPersonId: who.personId,
      since: new Date('2026-02-01T00:00:00Z'),
      dueAt: dueAt ? new Date(dueAt) : null,
    });
    await desk.database.wait.createMany({
      data: [
        wait('o-open', null),
        wait('o-next', '2026-04-01T00:00:00Z'),
        wait('o-late', '2026-03-01T00:00:00Z'),
        wait('o-later', '2026-02-15T00:00:00Z'),
        wait('o-other-site', '2026-02-16T00:00:00Z', 'kwmunity.cambridge'),
      ],
    });
    const caller: Caller = {
      actor: 'account:k',
      scope: [{ role: 'viewer', programId: 'kwmunity', siteId: 'kwmunity.kitchener' }],
      via: 'console',
      personId: as('p'),
    };
    const { rows, late } = await desk.office.standing.owed(caller, { personId: who.personId });
    expect(rows.map((row) => [row.key, row.late])).toEqual([
      ['o-later', true],
      ['o-late', true],
      ['o-next', false],
      ['o-open', false],
    ]);
    expect(late).toBe(2);
    expect(rows[0]?.about?.name).toBe('Owing');
    expect(rows[0]?.about?.participantId).toBe(who.participantId);
  });
});
