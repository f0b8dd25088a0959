import { eraseWhatIsDue } from '../../office/erasure/carryOut';
import { instant } from '../../domain/ids';
import { Refused, Unavailable } from '../../client/fullCircle';
import { type LivedIn, livedIn } from './livedIn';
import { encode, form, webUnderTest, type WebUnderTest } from './support';

/** Behind somebody's own link: what they say of themselves, whether they stay, and how a no is put to them. */
describe('one’s own page', () => {
  let web: WebUnderTest;
  let made: LivedIn;
  beforeAll(async () => {
    web = await webUnderTest();
    made = await livedIn(web);
  });
  afterAll(() => web.close());

  const open = () => web.app.inject({ url: `/p/${made.noor.token}/mine` });
  const press = (fields: Record<string, string>) =>
    web.app.inject({
      method: 'POST',
      url: `/p/${made.noor.token}/mine`,
      headers: form,
      payload: encode(fields),
    });
  const speak = (language: 'en' | 'fr') =>
    web.parts.database.person.update({ where: { id: made.noor.personId }, data: { language } });
  const erasures = () =>
    web.parts.database.erasure.findMany({
      where: { personId: made.noor.personId },
      orderBy: { askedAt: 'asc' },
    });

  test('they describe themselves with consent, change it, and take it back', async () => {
    const described = () =>
      web.parts.database.selfDescription.findUnique({ where: { participantId: made.noor.participantId } });
    const without = await press({ act: 'describe', group: 'woman' });
    expect(without.statusCode).toBe(409);
    expect(without.body).toContain('We keep this only if you agree');
    expect(await described()).toBeNull();
    await press({ act: 'describe', group: 'woman', words: 'and a mother', consents: 'yes' });
    expect(await described()).toMatchObject({ group: 'woman', by: `person:${made.noor.personId}` });
    expect((await open()).body).toContain('We keep: women · and a mother');
    await press({ act: 'describe', consents: 'yes' });
    expect(await described()).toMatchObject({ group: null, words: null });
    await press({ act: 'undescribe' });
    expect(await described()).toBeNull();
  });

  test('they ask to be forgotten, change their mind, and a slip of the finger asks for nothing', async () => {
    await press({ act: 'forget' });
    expect(await erasures()).toEqual([]);
    // Looking asks for nothing either.
    await web.app.inject({ url: `/p/${made.noor.token}/mine?act=forget&sure=yes` });
    expect(await erasures()).toEqual([]);
    await press({ act: 'forget', sure: 'yes' });
    expect(await erasures()).toMatchObject([
      { status: 'waiting', askedBy: `person:${made.noor.personId}`, dueAt: new Date('2026-03-09T15:00:00Z') },
    ]);
    expect((await open()).body).toContain('removed after Monday March 9, 11:00');
    expect(await eraseWhatIsDue(web.parts, instant(web.clock.at))).toBe(0);
    await press({ act: 'stay' });
    expect(await erasures()).toMatchObject([{ status: 'taken-back' }]);
    const nothing = await press({ act: 'stay' });
    expect(nothing.body).toContain('nothing will be removed');
  });

  test('while an alarm about them is open they are told why it has to wait', async () => {
    await web.parts.database.escalation.create({
      data: {
        id: 'escalation-1',
        kind: 'missed-end',
        programId: 'regent-park',
        subjectPersonId: made.noor.personId,
        status: 'open',
        level: 0,
        chain: [],
        code: 'K42',
        raisedAt: web.clock.at,
      },
    });
    const held = await press({ act: 'forget', sure: 'yes' });
    expect([held.statusCode, held.body.includes('until it is over we need to know')]).toEqual([409, true]);
    await web.parts.database.escalation.deleteMany();
  });

  test('in French no English sentence reaches them, whoever said no', async () => {
    await speak('fr');
    for (const [fields, said] of [
      [{ act: 'goal', title: '   ' }, 'Écris quelques mots'],
      [
        { act: 'propose', mentorship: made.pair, number: '2', when: 'demain' },
        'Indique un jour et une heure',
      ],
      [{ act: 'come', workshop: 'none' }, 'On n’a pas d’invitation pour toi'],
      [{ act: 'step', goal: 'none', title: 'x' }, 'Ce n’est pas possible en ce moment'],
      [{ act: 'describe', group: 'x', consents: 'yes' }, 'Choisis dans la liste'],
    ] as [Record<string, string>, string][]) {
      const { statusCode, body } = await press(fields);
      expect({ fields, statusCode, said: body.includes(said) }).toEqual({
        fields,
        statusCode: 409,
        said: true,
      });
      expect(body).toContain('<html lang="fr">');
      expect(body).not.toMatch(/needs words|is not a date|There is no/);
    }
    // The workflow's own no, and its absence.
    for (const [thrown, said] of [
      [
        new Refused('NotPossibleNow', 'no other time is proposed for this meeting now'),
        'Ça a changé entre-temps',
      ],
      [new Unavailable('Temporal cannot be reached', true), 'Une partie du service est absente'],
    ] as const) {
      web.temporal.answers['mentorships.answerTime'] = Promise.reject(thrown);
      const { body } = await press({ act: 'time-accept', mentorship: made.pair, number: '2' });
      expect(body).toContain(said);
    }
    await speak('en');
  });

  test('what could not be done is said where it was pressed, and help is still one press away', async () => {
    const wrong = await web.app.inject({
      method: 'POST',
      url: `/p/${made.devon.token}`,
      headers: { ...form, accept: 'text/html' },
      payload: encode({ act: 'propose', title: '  ' }),
    });
    expect(wrong.statusCode).toBe(409);
    expect(wrong.body).toContain('Please write a few words.');
    expect(wrong.body).toContain('911');
  });

  test('nobody’s surname stands on somebody else’s page', async () => {
    const body = (await open()).body;
    expect(body).toContain('With Devon');
    expect(body).not.toContain('Clarke');
    expect((await web.app.inject({ url: `/p/${made.devon.token}/mine` })).body).not.toContain('Haddad');
  });
});
