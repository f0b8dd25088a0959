import { loadDefinition, shippedPrograms, storeProgram, type Definition } from '../../programs';
import type { Caller } from '../../office/access';
import { guidelinesOf } from '../../office/agreements';
import type { NewApplication, NewReferral } from '../../office/receiving';
import { plus } from '../../domain/duration';
import { versionOf } from '../../programs/version';
import { ANA, openDesk, type Desk } from './desk';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk(['kwmunity', 'cat', 'jhs-peer-mentor']);
});
afterAll(() => desk.close());
beforeEach(() => {
  desk.temporalIsAway = false;
});

const amara = (more: Partial<NewApplication> = {}): NewApplication => ({
  programId: 'kwmunity',
  site: 'kitchener',
  role: 'mentee',
  givenName: 'Amara',
  language: 'en',
  reach: 'sms',
  phone: '+1 519 555 0170',
  consents: ['sms'],
  ...more,
});
const eli = (more: Partial<NewReferral['partner']> = {}): NewReferral => ({
  ...amara({ givenName: 'Eli', phone: '+1 519 555 0171' }),
  partner: {
    name: 'Lena',
    organisation: 'House of Friendship',
    phone: '519 555 0172',
    askedBy: 'Lena',
    agreed: true,
    ...more,
  },
});
const apply = async (input: NewApplication, form: string): Promise<string> =>
  (await desk.office.applications.apply(input, form)).applicationId;
const applied = (id: string) => desk.database.application.findUniqueOrThrow({ where: { id } });
const later = () => {
  desk.now = plus(desk.now, 60_000);
};

describe('an application is a row before anything else', () => {
  test('a crash right after it loses nothing: it goes on by itself', async () => {
    const id = await apply(amara({ givenName: 'Bao', phone: '+1 519 555 0173' }), 'crash');
    expect((await applied(id)).status).toBe('stored');
    later();
    expect(await desk.office.startWhatWaits()).toMatchObject({ applications: 1 });
    const { status, participantId } = await applied(id);
    expect(status).toBe('accepted');
    expect(desk.told.at(-1)).toMatchObject({
      call: 'journeys.start',
      args: [{ participantId, applied: true }, undefined],
    });
    later();
    expect(await desk.office.startWhatWaits()).toMatchObject({ applications: 0 });
  });

  test('with Temporal away somebody is in all the same, and the path begins when it is back', async () => {
    desk.temporalIsAway = true;
    const id = await apply(amara({ givenName: 'Chi', phone: '+1 519 555 0174' }), 'away');
    expect(await desk.office.applications.carryOn(id)).toBe(false);
    const { participantId, status } = await applied(id);
    expect(status).toBe('accepted');
    const journey = () => desk.database.journey.findFirst({ where: { participantId: participantId ?? '' } });
    expect(await journey()).toMatchObject({ status: 'starting' });
    desk.temporalIsAway = false;
    later();
    await desk.office.startWhatWaits();
    expect(await journey()).toMatchObject({ status: 'active' });
  });

  test('carried on twice at once, it is one participant', async () => {
    const id = await apply(amara({ givenName: 'Duo', phone: '+1 519 555 0175' }), 'twice');
    await Promise.all([desk.office.applications.carryOn(id), desk.office.applications.carryOn(id)]);
    expect(await desk.database.participant.count({ where: { person: { givenName: 'Duo' } } })).toBe(1);
  });

  test.each([
    ['no name', { givenName: ' ' }, 'NameNeeded'],
    ['a number that is none', { phone: '12' }, 'NotAPhoneNumber'],
    ['no number to text', { phone: '' }, 'NoContact'],
    ['no phone and no place', { reach: 'none' as const, phone: '', consents: [] }, 'NoContact'],
    ['a site of another program', { site: 'elsewhere' }, 'UnknownSite'],
    [
      'mentees where partners refer them',
      { programId: 'jhs-peer-mentor', site: 'surrey-pretrial' },
      'NotOpen',
    ],
  ])('%s is refused, and nothing is stored', async (what, more, code) => {
    const before = await desk.database.application.count();
    await expect(apply(amara(more), what)).rejects.toMatchObject({ code });
    expect(await desk.database.application.count()).toBe(before);
  });

  test('what they agreed to is kept in the very words', async () => {
    const id = await apply(amara({ givenName: 'Efe', phone: '+1 519 555 0176' }), 'words');
    await desk.office.applications.carryOn(id);
    const { participantId, consentVersion } = await applied(id);
    const { history } = await desk.office.agreements.show(ANA, participantId ?? '');
    expect(history).toMatchObject([
      { what: 'consent', version: consentVersion, channels: ['sms'], how: 'apply' },
    ]);
    const words = await desk.database.wording.findFirst({ where: { version: consentVersion ?? '' } });
    expect(JSON.stringify(words?.content)).toContain('You may text me at this number');
  });
});

describe('who may be known', () => {
  test('the same phone and first name are looked at by staff; whoever had left comes back', async () => {
    const first = await apply(amara(), 'first');
    await desk.office.applications.carryOn(first);
    const { participantId } = await applied(first);
    await desk.database.journey.updateMany({
      where: { participantId: participantId ?? '' },
      data: { status: 'withdrawn' },
    });
    const second = await apply(amara({ givenName: 'AMARA' }), 'second');
    await desk.office.applications.carryOn(second);
    expect(await applied(second)).toMatchObject({ status: 'looked-at', participantId });
    await desk.office.applications.accept(ANA, second);
    expect(desk.told.at(-1)?.call).toBe('journeys.reopen');
  });

  test('one phone that two people share is two people', async () => {
    const id = await apply(amara({ givenName: 'Sister' }), 'sister');
    await desk.office.applications.carryOn(id);
    expect((await applied(id)).status).toBe('accepted');
  });
});

describe('a partner refers somebody', () => {
  test('only those who may see the place know of it, and only those who manage people decide', async () => {
    const { applicationId } = await desk.office.applications.refer(eli(), 'scope');
    const at = (role: 'viewer' | 'coordinator', siteId: string): Caller => ({
      ...ANA,
      scope: [{ role, programId: 'kwmunity', siteId }],
    });
    const { applications } = desk.office;
    const elsewhere = at('coordinator', 'kwmunity.cambridge');
    await expect(applications.find(elsewhere, applicationId)).rejects.toMatchObject({ name: 'NotThere' });
    expect((await applications.list(elsewhere)).map(({ id }) => id)).not.toContain(applicationId);
    await expect(
      applications.accept(at('viewer', 'kwmunity.kitchener'), applicationId),
    ).rejects.toMatchObject({ name: 'NotAllowed' });
    await applications.accept(at('coordinator', 'kwmunity.kitchener'), applicationId);
    expect((await applied(applicationId)).status).toBe('accepted');
  });

  test('the partner is thanked once, although Temporal was away, and the message names nobody', async () => {
    const referral = {
      ...eli({ phone: '519 555 0181' }),
      givenName: 'Finn',
      phone: '+1 519 555 0182',
    };
    const { applicationId } = await desk.office.applications.refer(referral, 'thanks');
    desk.temporalIsAway = true;
    await desk.office.applications.accept(ANA, applicationId);
    desk.temporalIsAway = false;
    later();
    await desk.office.startWhatWaits();
    const intents = await desk.database.messageIntent.findMany({ where: { template: 'referral-accepted' } });
    const mine = intents.filter(({ key }) => key.includes(applicationId));
    expect(mine).toMatchObject([{ refs: {}, personId: (await applied(applicationId)).partnerPersonId }]);
    expect(desk.told.filter(({ call }) => call === 'announcements.start').at(-1)).toMatchObject({
      args: [{ intents: [mine[0]?.key] }],
    });
  });

  test.each([
    ['without a name', { name: ' ' }, 'PartnerNeeded'],
    ['whom nobody can reach', { phone: '', email: '' }, 'PartnerNeeded'],
    ['who does not say who asked', { askedBy: '' }, 'PartnerNeeded'],
  ])('a partner %s is asked for it', async (what, more, code) => {
    await expect(desk.office.applications.refer(eli(more), what)).rejects.toMatchObject({ code });
  });
});

describe('what both sides expect of each other', () => {
  const path = shippedPrograms().find((file) => file.endsWith('cat.yaml')) ?? '';
  const store = (definition: Definition) =>
    storeProgram(desk.database, { definition, version: versionOf(definition) }, desk.now);

  test('the step is sent in with the words that were read; changed words ask again and take nothing away', async () => {
    const { definition } = loadDefinition(path);
    const { participantId } = await desk.office.participants.add(ANA, {
      programId: 'cat',
      role: 'mentor',
      givenName: 'Gil',
      language: 'en',
      phone: '+1 250 555 0101',
      consents: ['sms'],
    });
    await desk.office.journeys.start(ANA, participantId);
    const { screening, agreements } = desk.office;
    const { version } = guidelinesOf(definition);
    const step = 'expectations';
    await expect(screening.sendIn(ANA, participantId, { step })).rejects.toMatchObject({
      code: 'AgreementNeeded',
    });
    await expect(screening.sendIn(ANA, participantId, { step, accepts: 'older' })).rejects.toMatchObject({
      code: 'WordsChanged',
    });
    await screening.sendIn(ANA, participantId, { step, accepts: version });
    expect(desk.told.at(-1)).toMatchObject({ call: 'journeys.sendInStep' });
    expect(await agreements.show(ANA, participantId)).toMatchObject({
      guidelines: { askAgain: false, accepted: { version, how: 'paper', by: ANA.actor } },
    });

    const [first, ...rest] = definition.guidelines;
    if (!first) throw new Error('no guidelines');
    await store({
      ...definition,
      guidelines: [{ ...first, text: { en: 'Other words.', fr: 'D’autres mots.' } }, ...rest],
    });
    const calls = desk.told.length;
    expect((await agreements.show(ANA, participantId)).guidelines.askAgain).toBe(true);
    expect(desk.told).toHaveLength(calls);
    await store(definition);
    expect((await agreements.show(ANA, participantId)).guidelines.askAgain).toBe(false);
  });
});
