import fs from 'node:fs';
import { DAY, HOUR } from '../../domain/duration';
import { CATALOGUE } from '../../domain/messages/catalogue';
import { LANGUAGES, TEMPLATE_IDS } from '../../domain/messages/templates';
import { loadDefinition, shippedPrograms, type Definition } from '../../programs';
import { COORDINATOR, openStory, themself, type Participant, type Story } from '../support/story';
import { isAt, walk } from '../support/walk';

const SURNAME = 'Whitford';
/** Whatever says where somebody is, or how they are, in either language. */
const TELLING =
  /custody|pretrial|prison|jail|release|détention|hospital|h[ôo]pital|rehab|r[ée]adapt|treatment|traitement|opioid|overdose|naloxone|harm reduction|clinic|santé|health|peer|mentor/i;

/** Names of everything that a definition has a name for. */
function namesIn(definition: Definition): string[] {
  const titles = [
    definition.name,
    ...definition.screening.steps.map(({ title }) => title),
    ...definition.tiers.map(({ title }) => title),
    ...definition.surveys.map(({ title }) => title),
    ...definition.workshops.map(({ title }) => title),
    ...definition.transition.training.map(({ title }) => title),
    ...definition.criticalTransitions.flatMap(({ contacts }) => contacts.map(({ title }) => title)),
    ...definition.partners.map(({ title }) => title),
  ];
  return [...titles.flatMap(({ en, fr }) => [en, fr]), ...definition.sites.map(({ name }) => name)].filter(
    (name): name is string => name !== undefined && name.length > 2,
  );
}

describe.each(shippedPrograms().map((file) => loadDefinition(file).definition))(
  'what may stand on a lock screen in $id',
  (definition) => {
    // One word is a word like others ("Application"); as a name it stands in capitals within a sentence.
    const names = namesIn(definition).filter((name) => name.includes(' '));
    test.each(TEMPLATE_IDS)('%s says no name of it and nothing that tells', (template) => {
      for (const language of LANGUAGES) {
        const text = CATALOGUE[template][language].basic.replace(/\{\w+\}/g, '…');
        expect(text).not.toMatch(TELLING);
        for (const name of names) expect(text).not.toContain(name);
      }
      for (const language of definition.languages) {
        const own = definition.messages[template]?.[language]?.basic;
        for (const text of [own?.sms, own?.subject, own?.text]) expect(text ?? '').not.toMatch(TELLING);
      }
    });
  },
);

describe('19. Lock screen', () => {
  let story: Story;
  let mentor: Participant;
  let mentee: Participant;
  const lines: string[] = [];
  const write = fs.write;
  beforeAll(async () => {
    // What a process logs goes to its standard output; nothing else that is written is looked at.
    fs.write = ((fd: number, data: string, ...rest: unknown[]) => {
      if (fd !== 1) return (write as (...args: unknown[]) => void)(fd, data, ...rest);
      lines.push(data);
      const done = rest.at(-1) as (error: null, written: number) => void;
      process.nextTick(done, null, Buffer.byteLength(data));
    }) as typeof fs.write;
    story = await openStory({ program: 'jhs-peer-mentor', logLevel: 'info' });
    mentor = await story.join({ givenName: 'Rory', surname: 'Delacroix', role: 'mentor' });
    mentee = await story.join({
      givenName: 'Alex',
      surname: SURNAME,
      role: 'mentee',
      phone: '+16045550188',
      email: 'a.w@example.org',
    });
  });
  afterAll(async () => {
    fs.write = write;
    await story.close();
  });

  test('in this program it is so for everybody who has not chosen otherwise', async () => {
    const people = await story.database.person.findMany({
      where: { id: { in: [mentee.personId, mentor.personId] } },
    });
    expect(people.map(({ detail }) => detail)).toEqual(['basic', 'basic']);
  });

  test('Alex goes a long way: screened, matched, meeting, invited, in custody, out again, asking for somebody else, pausing', async () => {
    const people = [mentor, mentee];
    await walk(story, people, () => isAt(story, mentee, 'mentorship'));
    await story.office.workshops
      .plan(COORDINATOR, {
        programId: story.program.id,
        title: 'Overdose response',
        startsWall: `${story.day(60)}T18:00`,
      })
      .then(({ workshopId }) => story.office.workshops.invite(COORDINATOR, workshopId));
    const { transitionId } = await story.office.transitions.report(COORDINATOR, mentee.participantId, {
      kind: 'custody-release',
      partner: 'community-transition-team',
    });
    await story.world.pass(2 * DAY);
    await story.office.transitions.mark(COORDINATOR, transitionId, { contact: 'out', outcome: 'done' });
    await story.world.pass(5 * DAY);
    // Not so long that nobody takes it and everybody on call is woken: that is another story.
    await story.texts(mentee, 'can I speak with another professional?');
    await story.world.pass(2 * HOUR);
    await story.office.journeys.pause(themself(mentee), mentee.participantId);
    await story.world.pass(2 * HOUR);
    const templates = new Set((await story.told(mentee)).map(({ template }) => template));
    for (const template of [
      'welcome',
      'match-offer-mentee',
      'transition-hello',
      'request-received',
      'paused',
    ])
      expect(templates).toContain(template);
  });

  test('not one text or mail to either of them says program, health, place or surname', async () => {
    const sent = await story.database.delivery.findMany({
      where: { intent: { personId: { in: [mentee.personId, mentor.personId] } } },
    });
    expect(sent.length).toBeGreaterThan(10);
    const names = namesIn(story.program).filter((name) => name.includes(' '));
    for (const { subject, body } of sent) {
      const text = `${subject ?? ''} ${body}`.replace(/https?:\S+/g, '');
      expect(text).not.toMatch(TELLING);
      for (const name of [...names, SURNAME, 'Delacroix', 'Overdose']) expect(text).not.toContain(name);
    }
  });

  test('no workflow id, memo or search attribute says who, what or where', async () => {
    const runs = await story.histories();
    expect(runs.length).toBeGreaterThan(5);
    for (const { workflowId, history } of runs) {
      const started = history.events?.[0]?.workflowExecutionStartedEventAttributes;
      const fields = Object.entries(started?.searchAttributes?.indexedFields ?? {}).map(
        ([name, { data }]) => `${name}=${Buffer.from(data ?? []).toString()}`,
      );
      const shown = `${workflowId} ${fields.join(' ')} ${JSON.stringify(started?.memo?.fields ?? {})}`;
      expect(shown).not.toMatch(/alex|whitford|rory|delacroix|custody|release|6045550188|example\.org/i);
      // The ids of program and site are codes that staff look workflows up by; nothing else of the program is there.
      for (const name of namesIn(story.program).filter((one) => one.includes(' ')))
        expect(shown).not.toContain(name);
    }
  });

  test('no line of the log says it either', () => {
    const log = lines.join('');
    expect(log).toMatch(/answered/);
    expect(log).not.toMatch(/alex|whitford|rory|delacroix|custody-release|6045550188|example\.org/i);
    for (const name of namesIn(story.program).filter((one) => one.includes(' ')))
      expect(log).not.toContain(name);
  });
});
